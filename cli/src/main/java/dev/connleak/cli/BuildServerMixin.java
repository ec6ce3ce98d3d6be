package dev.connleak.cli;

import dev.connleak.cli.ci.Annotations;
import dev.connleak.cli.ci.Junit;
import dev.connleak.cli.ci.Places;
import dev.connleak.cli.ci.Sarif;
import dev.connleak.cli.ci.Sources;
import dev.connleak.cli.ci.Summary;
import dev.connleak.cli.judge.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options for what a build server reads. */
final class BuildServerMixin {

    private static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

    @Option(names = "--sarif", paramLabel = "FILE", description = "Write SARIF 2.1.0, for code scanning.")
    private @Nullable Path sarif;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            defaultValue = "connleak",
            description =
                    "Tells SARIF files of one commit apart, such as those of a matrix. Default: ${DEFAULT-VALUE}.")
    private String category = "connleak";

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML, for GitLab and Jenkins.")
    private @Nullable Path junit;

    @Option(
            names = "--github",
            description = "Print annotations for GitHub's runner, ten at most, and write its step summary.")
    private boolean github;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Write a summary in Markdown. Default with --github: $$" + STEP_SUMMARY + ".")
    private @Nullable Path summary;

    @Option(
            names = "--source-root",
            paramLabel = "DIR",
            description =
                    "Where sources are looked for: a repository, a module or a source directory; may be repeated. "
                            + "Default: the repository.")
    private List<Path> sourceRoots = List.of();

    @Option(
            names = "--fallback-file",
            paramLabel = "FILE",
            description = "Named where a cause's source is not in the repository. Default: its build file.")
    private @Nullable Path fallback;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "What paths are relative to. Default: the directory with .git, from here upward.")
    private @Nullable Path repository;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    boolean github() {
        return github;
    }

    /** The places of causes; wrong usage where a directory or the fallback file is not there. */
    Places places() {
        Path root = repository == null ? Repository.here() : repository;
        requireDirectory("--repository", root);
        sourceRoots.forEach(each -> requireDirectory("--source-root", each));
        Sources sources = new Sources(root, sourceRoots.isEmpty() ? List.of(root) : sourceRoots);
        String named =
                fallback == null ? null : sources.relative(fallback.isAbsolute() ? fallback : root.resolve(fallback));
        if (fallback != null && named == null) {
            throw new ParameterException(
                    spec.commandLine(), "--fallback-file " + fallback + " is no file of the repository " + root);
        }
        return new Places(root, sources, named);
    }

    List<String> annotations(Verdict verdict, Places places) {
        return github ? new Annotations(verdict, places).lines() : List.of();
    }

    void write(Verdict verdict, Places places) {
        if (sarif != null) {
            write(sarif, new Sarif(verdict, places, category, Versions.cli()).text());
        }
        if (junit != null) {
            write(junit, new Junit(verdict).text());
        }
        String step = System.getenv(STEP_SUMMARY);
        if (summary != null) {
            write(summary, new Summary(verdict, places).text());
        } else if (github && step != null && !step.isBlank()) {
            // Other commands of the step write there too.
            write(
                    Path.of(step),
                    new Summary(verdict, places).text(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private void requireDirectory(String option, Path path) {
        if (!Files.isDirectory(path)) {
            throw new ParameterException(spec.commandLine(), option + " " + path + " is no directory");
        }
    }

    private static void write(Path file, String text, OpenOption... how) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text, how);
        } catch (IOException e) {
            throw new FileNotWrittenException(file, e);
        }
    }
}
