package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command that needs none of it has not loaded: half a second of every start was spent so. */
class StartUpTest {

    /** All commands are made before the first word is read. */
    private static final String[] DEAR = {
        "dev.connleak.cli.attach.AgentJar ",
        "com.fasterxml.jackson.databind.ObjectMapper ",
        "com.fasterxml.jackson.core.JsonFactory ",
        "org.jline.terminal.",
        "java.net.http."
    };

    @TempDir
    Path directory;

    @Test
    void helpLoadsNeitherTheAgentInsideNorJson() throws Exception {
        String loaded = classesLoadedBy("--help");

        assertThat(loaded).contains("dev.connleak.cli.GateCommand ").doesNotContain(DEAR);
    }

    /** The twin: the same log names what another command does load. */
    @Test
    void versionLoadsTheAgentInside() throws Exception {
        assertThat(classesLoadedBy("--version")).contains(DEAR[0]);
    }

    private String classesLoadedBy(String word) throws IOException, InterruptedException {
        Path log = directory.resolve("classes.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        word)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as("it ended in three minutes")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(CommandRun.text(directory.resolve("out.txt")))
                .isZero();
        return CommandRun.text(log);
    }
}
