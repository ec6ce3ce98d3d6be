package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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

    private static String bash(String commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/bash", "-c", commands)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
