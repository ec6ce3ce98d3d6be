package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {

    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "ga,          gate",
        "base,        baseline",
        "baseline pr, prune",
        "gate --sa,   --sarif",
        "gate --fail-on pro, proven"
    })
    void bashCompletesCommandsOptionsAndValues(String line, String completed) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not on this machine");
        Path script = directory.resolve("completion");
        Files.writeString(script, CommandRun.of("completion", "bash").out());

        assertThat(bash("source " + script + "; COMP_WORDS=(connleak " + line
                        + "); COMP_CWORD=$((${#COMP_WORDS[@]}-1));" + " _complete_connleak; echo \"${COMPREPLY[@]}\""))
                .contains(completed);
    }

    @Test
    void bashCompletesTheCommandByName() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not on this machine");
        Path script = Files.writeString(
                directory.resolve("completion"),
                CommandRun.of("completion", "bash").out());

        assertThat(bash("source " + script + "; complete -p connleak")).contains("-F _complete_connleak connleak");
    }

    /** Keys are typed into a real zsh; in place of connleak a function tells what the line became. */
    @ParameterizedTest
    @CsvSource({
        "ga,          gate",
        "baseline pr, baseline prune",
        "gate --sa,   gate --sarif",
        "gate --fail-on pro, gate --fail-on proven",
        "completion zs, completion zsh"
    })
    void zshCompletesCommandsOptionsAndValues(String line, String completed) throws Exception {
        Path zsh = Stream.of("/bin/zsh", "/usr/bin/zsh")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(zsh != null, "zsh is not on this machine");
        Path script = Files.writeString(
                directory.resolve("completion"),
                CommandRun.of("completion", "zsh").out());
        Path typist = Files.writeString(directory.resolve("typist.zsh"), """
                zmodload zsh/zpty
                zpty shell "TERM=dumb zsh -f -i"
                zpty -w shell 'autoload -U compinit; compinit -u -D; source %s; connleak() { print -r -- "<$*>" }; print up'
                zpty -r -m shell seen '*up*up*'
                zpty -w -n shell $'connleak %s\t\n'
                zpty -r -m shell seen '*<*>*'
                print -r -- $seen
                zpty -d shell
                """.formatted(script, line));

        assertThat(run(String.valueOf(zsh), "-f", typist.toString())).contains("<" + completed + ">");
    }

    @Test
    void jsonHoldsTheScript() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("completion", "bash", "--json").out());

        assertThat(json.path("shell").asText()).isEqualTo("bash");
        assertThat(json.path("script").asText())
                .isEqualTo(CommandRun.of("completion", "bash").out());
    }

    @Test
    void zshGetsTheSameScript() {
        assertThat(CommandRun.of("completion", "zsh").out())
                .contains("bashcompinit")
                .contains("_complete_connleak");
    }

    @Test
    void otherShellIsWrongUsage() {
        assertThat(CommandRun.of("completion", "fish").code()).isEqualTo(2);
        assertThat(CommandRun.of("completion").code()).isEqualTo(2);
    }

    private String bash(String commands) throws IOException, InterruptedException {
        return run("/bin/bash", "-c", commands);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path out = directory.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(ended).as(said).isTrue();
        return said;
    }
}
