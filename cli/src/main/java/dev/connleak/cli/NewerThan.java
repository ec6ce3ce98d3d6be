package dev.connleak.cli;

import dev.connleak.cli.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment: a time, an age before now, or when a file was last changed. */
final class NewerThan implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        if (text.matches("\\d{1,9}[smhd]")) {
            String iso = text.endsWith("d") ? "P" + text : "PT" + text;
            return Instant.now().minus(Duration.parse(iso.toUpperCase(Locale.ROOT)));
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return changed(text);
        }
    }

    /** Whether a report counts; of one that does not say when it was written nobody can say that it is old. */
    static boolean newer(ReportFile file, @Nullable Instant than) {
        String at = file.report().time().at();
        try {
            return than == null || at == null || Instant.parse(at).isAfter(than);
        } catch (DateTimeParseException e) {
            // As above.
            return true;
        }
    }

    private static Instant changed(String text) {
        try {
            return Files.getLastModifiedTime(Path.of(text)).toInstant();
        } catch (IOException | InvalidPathException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time such as 2026-11-21T12:00:00Z, no age such as 30m, and no file");
        }
    }
}
