package dev.connleak.cli.report;

import java.nio.file.Path;

/** A report, where it came from, and its JSON text as it stands in the file. */
public record ReportFile(Path path, Report report, String json) {}
