package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.attach.ForkedJvm;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachCommandTest {

    @Test
    void processThatIsNotThereIsToldInOneSentence() {
        CommandRun run = CommandRun.of("attach", Long.MAX_VALUE);

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("connleak: there is no process " + Long.MAX_VALUE + ": see connleak list");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void processThatIsNoJvmIsLeftAlone() throws IOException {
        Process cat = new ProcessBuilder("cat").start();
        try {
            CommandRun run = CommandRun.of("dump", cat.pid());

            assertThat(run.code()).isEqualTo(4);
            assertThat(run.err()).contains("is not a HotSpot JVM: see connleak list");
            assertThat(cat.isAlive()).isTrue();
        } finally {
            cat.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading"})
    void jvmThatRefusesAgentsIsToldByItsFlag(String flag) throws IOException {
        try (ForkedJvm target = ForkedJvm.start(flag)) {
            CommandRun run = CommandRun.of("attach", target.pid());

            assertThat(run.code()).isEqualTo(4);
            assertThat(run.err()).contains("was started with " + flag);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "1 --timeout=soon", "1 -o report", "1 -o command=dump"})
    void wrongUsageIsTwo(String line) {
        assertThat(CommandRun.of((Object[]) ("attach " + line).split(" ")).code())
                .isEqualTo(2);
    }

    @Test
    void aNameThatNoJvmHasIsFour() {
        CommandRun run = CommandRun.of("status", "com.acme.Absent");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("no JVM of this user runs com.acme.Absent");
    }
}
