package dev.connleak.cli.report;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What the command line named, as files: a directory stands for the reports in it, by name. */
public final class ReportFiles {

    /** These lie beside the reports and are none. */
    private static final Set<String> NOT_REPORTS = Set.of("connleak-baseline.json", "connleak-suppressions.json");

    private ReportFiles() {}

    /**
     * The {@code *.json} of a directory, without the baseline and the suppressions.
     *
     * @throws UnreadableFileException when it can't be listed
     */
    public static List<Path> in(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.json")) {
            for (Path entry : entries) {
                if (!NOT_REPORTS.contains(String.valueOf(entry.getFileName()))) {
                    files.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new UnreadableFileException(directory, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw new UnreadableFileException(directory, e);
        }
        files.sort(null);
        return files;
    }
}
