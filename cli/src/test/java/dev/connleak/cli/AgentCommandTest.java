package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCommandTest {

    @TempDir
    Path directory;

    @Test
    void jarIsWrittenAndTheLineToPasteIsShown() throws IOException {
        Path place = directory.resolve("new");

        CommandRun run = CommandRun.of("agent", place);

        Path jar = place.resolve("connleak-agent.jar");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Wrote " + jar).contains("-javaagent:" + jar + "=report=leaks/");
        try (JarFile written = new JarFile(jar.toFile())) {
            assertThat(written.getManifest().getMainAttributes().getValue("Premain-Class"))
                    .isNotNull();
        }
    }

    @Test
    void replacementIsSaid() {
        CommandRun.of("agent", directory);

        assertThat(CommandRun.of("agent", directory).out()).startsWith("Replaced ");
    }

    @Test
    void placeThatIsNoDirectoryIsThree() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        CommandRun run = CommandRun.of("agent", file);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("can't be written").contains("name a place that you may write to");
    }
}
