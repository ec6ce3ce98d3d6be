package dev.connleak.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.attach.AgentJar;
import dev.connleak.cli.attach.RunningJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnChecksTest {

    @Test
    void machineWithoutAnotherJvmIsWell() {
        Check check = jvms(List.of());

        assertThat(check.state()).isEqualTo(Check.State.OK);
        assertThat(check.found()).contains("no other JVM");
        assertThat(check.next()).contains("run connleak as its user");
    }

    @Test
    void otherJvmsAreNamedAFewOfThem() {
        List<RunningJvm> many = List.of(jvm(1), jvm(2), jvm(3), jvm(4), jvm(5), jvm(6), jvm(7));

        assertThat(jvms(many).found()).isEqualTo("1 Main1, 2 Main2, 3 Main3, 4 Main4, 5 Main5, and 2 more");
    }

    private static Check jvms(List<RunningJvm> running) {
        return new OwnChecks("0.1.0", new AgentJar(), true, running)
                .all().stream()
                        .filter(check -> check.name().equals("JVMs"))
                        .findFirst()
                        .orElseThrow();
    }

    private static RunningJvm jvm(long pid) {
        return new RunningJvm(pid, "17", "Main" + pid);
    }
}
