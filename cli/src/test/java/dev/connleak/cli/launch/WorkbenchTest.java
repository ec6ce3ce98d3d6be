package dev.connleak.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WorkbenchTest {

    private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(30));

    @Test
    void programAnswersLineForLineAndEndsWithItsInput() {
        try (Workbench bench = Workbench.open()) {
            ChildJvm child = bench.start("the echo", Echo.class, List.of());

            assertThat(child.ask("hello", DEADLINE)).isEqualTo("hello");
            child.end(DEADLINE);
        }
    }

    @Test
    void directoryIsGoneAfterTheEnd() {
        Path directory;
        try (Workbench bench = Workbench.open()) {
            directory = Objects.requireNonNull(bench.report().getParent());
            bench.start("the echo", Echo.class, List.of());
            assertThat(directory).isDirectory();
        }

        assertThat(directory).doesNotExist();
    }

    @Test
    void lastWordsOfAProgramThatFailsAreTold() {
        try (Workbench bench = Workbench.open()) {
            ChildJvm child = bench.start("the echo", Echo.class, List.of("out of order"));

            assertThatThrownBy(() -> child.nextLine(DEADLINE))
                    .isInstanceOf(ChildFailedException.class)
                    .hasMessageStartingWith("the echo ended with exit code 3 and said \"out of order\": ");
        }
    }

    @Test
    void programThatIsNotReadyInTimeIsNotWaitedFor() {
        try (Workbench bench = Workbench.open()) {
            ChildJvm child = bench.start("the echo", Echo.class, List.of());

            assertThatThrownBy(() -> child.nextLine(Deadline.in(Duration.ofMillis(1))))
                    .isInstanceOf(ChildSilentException.class);
        }
    }
}
