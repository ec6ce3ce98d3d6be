package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Every command that reads a file is given every kind of bad one: it says a sentence and ends with the code for that. */
class BadFilesTest {

    private static final String BAD = "BAD";

    /** What reads a file: in place of {@link #BAD} that file, of {@code GOOD} a report, of {@code OUT} a new file … */
    private static final List<String> REPORT_READERS = List.of(
            "report BAD",
            "report BAD --json",
            "report BAD --format markdown",
            "report BAD --format html --output OUT",
            "report BAD --cause 9f2c",
            "report BAD --by host",
            "gate BAD",
            "gate BAD --json",
            "gate BAD --github --sarif OUT --junit OUT --summary OUT --repository HERE",
            "baseline add BAD --baseline OUT",
            "baseline prune BAD --baseline LIST",
            "diff BAD GOOD",
            "diff GOOD BAD --json",
            "validate BAD",
            "scrub BAD");

    private static final List<String> LIST_READERS = List.of(
            "gate GOOD --baseline BAD",
            "gate GOOD --suppressions BAD --json",
            "baseline add GOOD --baseline BAD",
            "baseline prune GOOD --baseline BAD --yes",
            "suppress clf1:9f2c4be01d7a5c33 --reason why --suppressions BAD",
            "validate BAD");

    /** They write files, or hand them to others. */
    private static final List<String> WRITERS = List.of("agent", "demo", "dump");

    private static final int ROUNDS = 4;

    @TempDir
    Path directory;

    private Path good;
    private Path list;

    @BeforeEach
    void goodFiles() {
        good = CommandRun.sample("leaks.json");
        list = directory.resolve("list.json");
        CommandRun.of("baseline", "add", good, "--baseline", list);
    }

    @Test
    void everyCommandThatTakesAFileIsWalked() {
        TreeSet<String> takers = new TreeSet<>();
        collect(Main.commandLine().getCommandSpec(), takers);

        TreeSet<String> walked = new TreeSet<>(WRITERS);
        Stream.concat(REPORT_READERS.stream(), LIST_READERS.stream())
                .map(line -> line.substring(0, line.indexOf(' '))
                        + (line.startsWith("baseline ") ? line.substring(8, line.indexOf(' ', 9)) : ""))
                .forEach(walked::add);
        assertThat(walked).isEqualTo(takers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty",
                "blank",
                "cut",
                "cut in a word",
                "cut in a character",
                "an array",
                "another object",
                "a string",
                "a number",
                "null",
                "text",
                "binary",
                "a byte of nought",
                "utf-16",
                "a wrong type",
                "a wrong type deep inside",
                "no findings",
                "a newer schema",
                "deep arrays",
                "deep objects",
                "deep inside a report",
                "a huge string",
                "a huge number",
                "something behind",
                "two reports"
            })
    void badReportIsASentenceAndThree(String kind) throws IOException {
        Path file = Files.write(directory.resolve("bad.json"), bad(kind));

        for (String line : REPORT_READERS) {
            CommandRun run = run(line, file);

            assertSentence(line + ", " + kind, run, file, 3);
        }
        assertThat(directory.resolve("OUT-of-baseline")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty",
                "cut",
                "an array",
                "another object",
                "a string",
                "null",
                "text",
                "binary",
                "utf-16",
                "a report",
                "deep arrays",
                "deep objects",
                "a huge string",
                "a huge number",
                "entries of another type",
                "an entry of another type",
                "an entry that is null",
                "a newer list"
            })
    void badListIsASentenceAndThree(String kind) throws IOException {
        Path file = Files.write(directory.resolve("bad.json"), bad(kind));
        byte[] before = Files.readAllBytes(file);

        for (String line : LIST_READERS) {
            if (line.startsWith("validate") && kind.equals("a report")) {
                continue;
            }
            CommandRun run = run(line, file);

            assertSentence(line + ", " + kind, run, file, 3);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsASentenceAndThree() {
        Path file = directory.resolve("absent.json");

        REPORT_READERS.forEach(line -> assertSentence(line, run(line, file), file, 3));
        // The lists are made by the commands that write them.
        LIST_READERS.stream()
                .filter(line -> !line.startsWith("suppress") && !line.startsWith("baseline add"))
                .forEach(line -> assertSentence(line, run(line, file), file, 3));
    }

    @Test
    void whatCannotBeOpenedIsASentenceAndThree() throws IOException {
        Path loop = directory.resolve("loop.json");
        Files.createSymbolicLink(loop, loop.getFileName());

        Stream.concat(
                        REPORT_READERS.stream(),
                        LIST_READERS.stream()
                                .filter(line -> !line.startsWith("suppress") && !line.startsWith("baseline add")))
                .forEach(line -> assertThat(
                                run(line, loop).err() + run(line, loop).out())
                        .as(line)
                        .doesNotContain("as a user who may"));
        REPORT_READERS.forEach(line -> assertSentence(line, run(line, loop), loop, 3));
    }

    @Test
    void whatOneMayNotReadIsASentenceThatSaysSo() throws IOException {
        Path secret = Files.copy(good, directory.resolve("secret.json"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(secret), "this user may read everything");

        for (String line : REPORT_READERS) {
            CommandRun run = run(line, secret);

            assertSentence(line, run, secret, 3);
            assertThat(flat(run)).as(line).contains("run connleak as a user who may");
        }
    }

    @Test
    void directoryWithoutReportsIsFourAndNoFileIsThree() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        for (String line : REPORT_READERS) {
            // To a diff everything is new where there was nothing before; that comes before not having looked.
            int code =
                    line.startsWith("validate") || line.startsWith("scrub") ? 3 : line.startsWith("diff BAD") ? 1 : 4;
            assertSentence(line, run(line, empty), empty, code);
        }
        LIST_READERS.forEach(line -> assertSentence(line, run(line, empty), empty, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void emptyPathIsWrongUsageAndNotTheWorkingDirectory(String path) {
        for (List<String> before : List.of(
                List.of("report"),
                List.of("gate"),
                List.of("baseline", "add"),
                List.of("baseline", "prune"),
                List.of("diff", "a.json"),
                List.of("validate"),
                List.of("scrub"),
                List.of("agent"),
                List.of("gate", "x", "--baseline"),
                List.of("gate", "x", "--source-root"))) {
            List<Object> words = new ArrayList<>(before);
            words.add(path);

            CommandRun run = CommandRun.of(words.toArray());

            assertThat(run.code()).as(before.toString()).isEqualTo(2);
            assertThat(run.err()).as(before.toString()).contains("the path is empty");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaks", "hostile", "quiet"})
    void mutatedReportIsNeverAFault(String sample) throws IOException {
        byte[] original = Files.readAllBytes(CommandRun.sample(sample + ".json"));
        Random random = new Random(sample.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            Path file = Files.write(directory.resolve("mutation.json"), BadInputTest.mutated(original, random));
            for (String line : REPORT_READERS) {
                CommandRun run = run(line, file);

                String what = sample + ", round " + round + ", " + line + ": " + run.err();
                assertThat(run.code()).as(what).isIn(0, 1, 2, 3, 4);
                assertNoTrace(what, run);
            }
        }
    }

    private void assertSentence(String what, CommandRun run, Path file, int code) {
        assertThat(run.code()).as(what + ": " + run.err()).isEqualTo(code);
        assertNoTrace(what, run);
        String subject = file.toString().replace(" ", "");
        // Text is wrapped, a path without blanks inside too.
        String said = flat(run);
        assertThat(said.replace(" ", "")).as(what).contains(subject);
        assertThat(said)
                .as(what + " names the next step")
                .containsPattern(
                        "\\b(check|take|name|names|run|update|look|mend|make|wants|was the agent started|keep)\\b");
        assertThat(run.err().lines())
                .as(what)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(1000));
    }

    private static void assertNoTrace(String what, CommandRun run) {
        assertThat(run.out() + run.err())
                .as(what)
                .doesNotContain("\tat ", "Exception in thread", "a fault of connleak's own", "dev.connleak.cli.");
    }

    private static String flat(CommandRun run) {
        return (run.out() + " " + run.err()).replaceAll("\\s+", " ");
    }

    private CommandRun run(String line, Path file) {
        Map<String, Object> places = new LinkedHashMap<>();
        places.put(BAD, file);
        places.put("GOOD", good);
        places.put("LIST", list);
        places.put("HERE", directory);
        places.put("OUT", directory.resolve("OUT-of-" + line.split(" ", -1)[0]));
        return CommandRun.of(Arrays.stream(line.split(" ", -1))
                .map(word -> places.getOrDefault(word, word))
                .toArray());
    }

    private byte[] bad(String kind) throws IOException {
        byte[] report = Files.readAllBytes(good);
        String text = new String(report, StandardCharsets.UTF_8);
        String listed = "{\"$schema\": \"urn:connleak:baseline:1\", \"entries\": ";
        return switch (kind) {
            case "empty" -> new byte[0];
            case "cut" -> Arrays.copyOf(report, report.length / 2);
            case "cut in a word" -> "{\"schemaVersion\": \"1.0\", \"complete\": tru".getBytes(StandardCharsets.UTF_8);
            case "cut in a character" ->
                Arrays.copyOf("{\"schemaVersion\": \"1.0\", \"x\": \"\u20ac".getBytes(StandardCharsets.UTF_8), 32);
            case "binary" -> {
                byte[] noise = new byte[5000];
                new Random(1).nextBytes(noise);
                yield noise;
            }
            case "utf-16" -> text.getBytes(StandardCharsets.UTF_16);
            default -> text(kind, text, listed).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String text(String kind, String report, String listed) {
        int deep = 100_000;
        return switch (kind) {
            case "blank" -> " \n\t\n";
            case "an array" -> "[1, 2]";
            case "another object" -> "{\"name\": \"connleak\"}";
            case "a string" -> "\"connleak\"";
            case "a number" -> "42";
            case "null" -> "null";
            case "text" -> "hello, world\n";
            case "a byte of nought" -> report.replaceFirst("\"findings\"", "\"find\u0000ings\"");
            case "a wrong type" -> report.replaceFirst("\"findings\"\\s*:\\s*\\[", "\"findings\": 5, \"other\": [");
            case "a wrong type deep inside" -> report.replaceFirst("\"count\"\\s*:\\s*\\d+", "\"count\": {\"a\": []}");
            case "no findings" -> report.replaceFirst("\"findings\"", "\"others\"");
            case "a newer schema" -> report.replace("\"schemaVersion\": \"1.0\"", "\"schemaVersion\": \"7.3\"");
            case "a report" -> report;
            case "deep arrays" -> "[".repeat(deep) + "]".repeat(deep);
            case "deep objects" -> "{\"a\":".repeat(deep) + "1" + "}".repeat(deep);
            case "deep inside a report" ->
                report.replaceFirst("\\{", "{\"more\": " + "[".repeat(deep) + "]".repeat(deep) + ",");
            case "a huge string" -> "{\"schemaVersion\": \"" + "A".repeat(21_000_000) + "\"}";
            case "a huge number" -> "{\"schemaVersion\": " + "9".repeat(1_000_000) + "}";
            case "something behind" -> report + "and more";
            case "two reports" -> report + report;
            case "entries of another type" -> listed + "{}}";
            case "an entry of another type" -> listed + "[{\"fingerprint\": {\"a\": 1}}]}";
            case "an entry that is null" -> listed + "[null]}";
            case "a newer list" -> listed.replace(":1", ":9") + "[]}";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static void collect(CommandSpec spec, Set<String> takers) {
        for (ArgSpec arg : spec.args()) {
            if (arg.type().equals(Path.class)
                    || Arrays.asList(arg.auxiliaryTypes()).contains(Path.class)) {
                String name = spec.qualifiedName();
                takers.add(name.substring(name.indexOf(' ') + 1));
            }
        }
        spec.subcommands().values().forEach(each -> collect(each.getCommandSpec(), takers));
    }
}
