package dev.connleak.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RunningJvmsTest {

    @Test
    void anotherJvmIsListedWithItsMainClassAndThisOneIsNot() throws IOException {
        try (ForkedJvm sleeper = ForkedJvm.start()) {
            assertThat(RunningJvms.all())
                    .anySatisfy(jvm -> {
                        assertThat(jvm.pid()).isEqualTo(sleeper.pid());
                        assertThat(jvm.mainClass()).isEqualTo(ForkedJvm.Sleeper.class.getName());
                    })
                    .noneMatch(jvm -> jvm.pid() == ProcessHandle.current().pid());
        }
    }
}
