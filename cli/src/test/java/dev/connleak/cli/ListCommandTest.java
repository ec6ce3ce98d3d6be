package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.attach.ForkedJvm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ListCommandTest {

    @Test
    void runningJvmIsListed() throws IOException {
        try (ForkedJvm sleeper = ForkedJvm.start()) {
            CommandRun run = CommandRun.of("list");

            assertThat(run.code()).isZero();
            assertThat(run.out()).contains("Main class").contains(" " + sleeper.pid() + " ");
        }
    }
}
