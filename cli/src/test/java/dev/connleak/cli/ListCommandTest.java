package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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

    @Test
    void jsonHasWhatTheTableHas() throws IOException {
        try (ForkedJvm sleeper = ForkedJvm.start()) {
            CommandRun run = CommandRun.of("list", "--json");

            assertThat(new ObjectMapper().readTree(run.out()))
                    .filteredOn(jvm -> jvm.path("pid").longValue() == sleeper.pid())
                    .extracting(jvm -> jvm.path("mainClass").textValue())
                    .containsExactly(ForkedJvm.Sleeper.class.getName());
        }
    }
}
