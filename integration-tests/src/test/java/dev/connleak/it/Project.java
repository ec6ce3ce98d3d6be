package dev.connleak.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small project of others, copied to where it can be built, with the versions that connleak's own build uses. */
record Project(Path directory) {
    private static final Path SOURCES = Path.of("src/test/projects");
    private static final Path OWN_BUILD = Path.of("../pom.xml");
    private static final Pattern VERSION = Pattern.compile("@([\\w.-]+)@");
    private static final long DEADLINE_SECONDS = 240;

    /** What a build printed, line by line. */
    record Built(List<String> command, int exitCode, List<String> out, List<String> err) {
        /** What a failed assertion should say of it. */
        String story() {
            return "%s%nexit code %d%nstdout%n  %s%nstderr%n  %s"
                    .formatted(String.join(" ", command), exitCode, String.join("\n  ", out), String.join("\n  ", err));
        }
    }

    static Project copied(String name, Path directory) throws IOException {
        String own = Files.readString(OWN_BUILD);
        Path from = SOURCES.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = directory.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.writeString(to, withVersions(Files.readString(file), own));
            }
        }
        return new Project(directory);
    }

    /** The number of a file's marked line. */
    static int marked(String file) throws IOException {
        List<String> lines = Files.readAllLines(SOURCES.resolve(file));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// @site")) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(file + " has no mark");
    }

    /** The Maven that builds connleak, which takes all that it needs from what is there. */
    static List<String> maven(String... properties) {
        String home = System.getProperty("connleak.mavenHome");
        assumeTrue(home != null, "these tests are not run by Maven");
        List<String> command = new ArrayList<>(List.of(home + "/bin/mvn", "-B", "-o", "test"));
        command.add("-Dmaven.repo.local=" + System.getProperty("connleak.localRepository"));
        command.addAll(List.of(properties));
        return command;
    }

    /** @param toolOptions what each JVM of the build is started with, if anything */
    Built build(List<String> command, @Nullable String toolOptions) throws IOException, InterruptedException {
        Path out = directory.resolve("build.out");
        Path err = directory.resolve("build.err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(Project::isOfTheOuterBuild);
        // Short builds are over before better code would pay.
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        if (toolOptions != null) {
            builder.environment().put("JAVA_TOOL_OPTIONS", toolOptions);
        }
        Process process = builder.start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + String.join(" ", command));
        }
        return new Built(command, process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isOfTheOuterBuild(String variable) {
        return variable.startsWith("MAVEN")
                || variable.startsWith("GRADLE")
                || variable.startsWith("JAVA_TOOL")
                || variable.startsWith("CONNLEAK_");
    }

    private static String withVersions(String text, String own) {
        return VERSION.matcher(text).replaceAll(name -> Matcher.quoteReplacement(version(name.group(1), own)));
    }

    /** That of a property, or of a plugin by its name. */
    private static String version(String name, String own) {
        for (String form : List.of("<%s>([^<]+)</%1$s>", "<artifactId>%s</artifactId>\\s*<version>([^<]+)</version>")) {
            Matcher found = Pattern.compile(form.formatted(Pattern.quote(name))).matcher(own);
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new IllegalArgumentException("no version of " + name + " in " + OWN_BUILD);
    }
}
