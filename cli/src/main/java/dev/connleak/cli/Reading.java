package dev.connleak.cli;

import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.Merger;
import dev.connleak.cli.report.ReportException;
import dev.connleak.cli.report.ReportFiles;
import dev.connleak.cli.report.ReportReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What became of the files and directories that the command line named.
 *
 * @param merged of all files that could be read
 * @param failures of those that could not
 * @param emptyDirectories directories that hold no reports
 */
record Reading(Merged merged, List<ReportException> failures, List<Path> emptyDirectories) {

    /** Reads and merges, one file at a time; says on stderr how far it is where that takes longer than a second. */
    static Reading of(List<Path> paths, CommandLine commandLine) {
        List<ReportException> failures = new ArrayList<>();
        List<Path> emptyDirectories = new ArrayList<>();
        List<Path> files = files(paths, failures, emptyDirectories);
        ReportReader reader = new ReportReader();
        Merger merger = new Merger();
        try (Progress progress = Progress.of(commandLine, "reports read", files.size())) {
            for (Path file : files) {
                try {
                    merger.add(reader.read(file));
                } catch (ReportException e) {
                    failures.add(e);
                }
                progress.step();
            }
        }
        return new Reading(merger.merged(), failures, emptyDirectories);
    }

    private static List<Path> files(List<Path> paths, List<ReportException> failures, List<Path> emptyDirectories) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try {
                List<Path> inside = ReportFiles.in(path);
                files.addAll(inside);
                if (inside.isEmpty()) {
                    emptyDirectories.add(path);
                }
            } catch (ReportException e) {
                failures.add(e);
            }
        }
        return files;
    }
}
