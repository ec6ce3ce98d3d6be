package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** What the documentation and the help tell people to type is understood by the command line. */
class DocumentedCommandsTest {

    private static final Path DOCS = Path.of("../docs");

    /** A command inside of a code block or between back quotes, up to the shell's next word of its own. */
    private static final Pattern COMMAND =
            Pattern.compile("(?:java -jar (?:\\S*/)?connleak\\.jar|connleak) ([a-z][^`'\n>|)#]*)");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @ParameterizedTest
    @MethodSource
    void commandOfTheDocumentationParses(String words) {
        String[] line = words(words);

        assertThatCode(() -> Main.commandLine().parseArgs(line)).as(words).doesNotThrowAnyException();
    }

    static Stream<String> commandOfTheDocumentationParses() throws IOException {
        List<String> commands = new ArrayList<>();
        collect(Files.readAllLines(DOCS.resolve("ci.md")), true, commands);
        collect(Files.readAllLines(DOCS.resolve("production.md")), true, commands);
        // Its sentences name commands without what they need.
        collect(Files.readAllLines(DOCS.resolve("../README.md")), false, commands);
        return commands.stream();
    }

    private static void collect(List<String> document, boolean sentences, List<String> commands) {
        boolean code = false;
        for (String line : document) {
            if (line.startsWith("```")) {
                code = !code;
            }
            Matcher matcher = COMMAND.matcher(line);
            while (matcher.find()) {
                boolean quoted = matcher.start() > 0 && line.charAt(matcher.start() - 1) == '`';
                if (code || (sentences && quoted && matcher.group(1).contains(" "))) {
                    commands.add(matcher.group(1).strip());
                }
            }
        }
    }

    @Test
    void documentationHoldsCommands() throws IOException {
        assertThat(commandOfTheDocumentationParses()).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource
    void exampleOfTheHelpParses(String words) {
        String[] line = words(words);

        assertThatCode(() -> Main.commandLine().parseArgs(line)).as(words).doesNotThrowAnyException();
    }

    static Stream<String> exampleOfTheHelpParses() {
        List<String> examples = new ArrayList<>();
        collect(Main.commandLine().getCommandSpec(), examples);
        return examples.stream();
    }

    private static void collect(CommandSpec spec, List<String> examples) {
        for (String line : String.join("\n", spec.usageMessage().description())
                .replaceAll("\\\\\n *", "")
                .split("\n", -1)) {
            Matcher matcher = COMMAND.matcher(line);
            if (line.startsWith("Example: ") && matcher.find()) {
                examples.add(matcher.group(1).replaceFirst(" &&.*", "").strip());
            }
        }
        spec.subcommands().values().forEach(each -> collect(each.getCommandSpec(), examples));
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words.toArray(String[]::new);
    }
}
