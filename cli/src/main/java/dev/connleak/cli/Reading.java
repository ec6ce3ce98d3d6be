package dev.connleak.cli;

import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.Merger;
import dev.connleak.cli.report.ReportException;
import dev.connleak.cli.report.ReportFile;
import dev.connleak.cli.report.ReportFiles;
import dev.connleak.cli.report.ReportReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;

/**
 * What became of the files and directories that the command line named.
 *
 * @param merged of all files that could be read
 * @param failures of those that could not
 * @param emptyDirectories directories that hold no reports, or none that is wanted
 * @param leftOut how many reports could be read and were not wanted
 */
record Reading(Merged merged, List<ReportException> failures, List<Path> emptyDirectories, int leftOut) {

    /** Reads and merges, one file at a time; says on stderr how far it is where that takes longer than a second. */
    static Reading of(List<Path> paths, CommandLine commandLine) {
        return of(paths, commandLine, file -> true);
    }

    /** @param wanted which reports count */
    static Reading of(List<Path> paths, CommandLine commandLine, Predicate<ReportFile> wanted) {
        List<ReportException> failures = new ArrayList<>();
        Map<Path, List<Path>> files = files(paths, failures);
        List<Path> emptyDirectories = new ArrayList<>();
        int leftOut = 0;
        ReportReader reader = new ReportReader();
        Merger merger = new Merger();
        int all = files.values().stream().mapToInt(List::size).sum();
        try (Progress progress = Progress.of(commandLine, "reports read", all)) {
            for (Map.Entry<Path, List<Path>> named : files.entrySet()) {
                int leftOutHere = 0;
                for (Path file : named.getValue()) {
                    try {
                        ReportFile report = reader.read(file);
                        if (wanted.test(report)) {
                            merger.add(report);
                        } else {
                            leftOutHere++;
                        }
                    } catch (ReportException e) {
                        failures.add(e);
                    }
                    progress.step();
                }
                if (leftOutHere == named.getValue().size()) {
                    emptyDirectories.add(named.getKey());
                }
                leftOut += leftOutHere;
            }
        }
        return new Reading(merger.merged(), failures, emptyDirectories, leftOut);
    }

    /** Why files can't be used, a sentence each. */
    List<String> unusable() {
        return failures.stream()
                .map(failure -> String.valueOf(failure.getMessage()))
                .toList();
    }

    /** What was named and holds no report that counts, a sentence each. */
    List<String> empty() {
        return emptyDirectories.stream()
                .map(path -> Files.isDirectory(path)
                        ? path + ": the directory holds no reports (*.json)" + (leftOut > 0 ? " that count" : "")
                                + "; was the agent started with report=" + path + "?"
                        : path + " does not count")
                .toList();
    }

    /** What was named, and the files that it stands for. */
    private static Map<Path, List<Path>> files(List<Path> paths, List<ReportException> failures) {
        Map<Path, List<Path>> files = new LinkedHashMap<>();
        for (Path path : paths) {
            try {
                files.put(path, Files.isDirectory(path) ? ReportFiles.in(path) : List.of(path));
            } catch (ReportException e) {
                failures.add(e);
            }
        }
        return files;
    }
}
