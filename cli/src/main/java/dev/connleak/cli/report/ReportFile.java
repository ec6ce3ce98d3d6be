package dev.connleak.cli.report;

import java.nio.file.Path;

/** A report and where it came from. */
public record ReportFile(Path path, Report report) {}
