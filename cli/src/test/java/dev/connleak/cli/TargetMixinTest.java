package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.RunningJvm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TargetMixinTest {

    private final List<Long> asked = new ArrayList<>();
    private final StringWriter err = new StringWriter();

    @Test
    void aJvmMayBeNamedByItsMainClass() {
        assertThat(run("Prices")).isZero();

        assertThat(asked).containsExactly(13L);
    }

    @Test
    void severalJvmsOfOneNameAreWrongUsage() {
        assertThat(run("Orders")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("connleak: 2 JVMs run Orders, namely 11 com.acme.Orders, 12 com.acme.Orders");
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameThatNoJvmHasCannotBeLookedAt() {
        assertThat(run("Absent")).isEqualTo(4);

        assertThat(err.toString()).startsWith("connleak: no JVM of this user runs Absent; running are 11 com.acme");
        assertThat(asked).isEmpty();
    }

    private int run(String target) {
        CommandLine commandLine = Main.commandLine()
                .addSubcommand(new Ask())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        return Main.execute(commandLine, "ask", target);
    }

    @Command(name = "ask")
    private final class Ask implements Callable<Integer> {

        @Mixin
        private final TargetMixin target = new TargetMixin(
                () -> (pid, argument, timeout) -> {
                    asked.add(pid);
                    return new Answer("0.1.0", true, 0, List.of(), null, 17);
                },
                () -> List.of(
                        new RunningJvm(11, "17", "com.acme.Orders"),
                        new RunningJvm(12, "17", "com.acme.Orders"),
                        new RunningJvm(13, "17", "com.acme.Prices")));

        @Override
        public Integer call() {
            return target.ask(new AgentArgument("status", List.of())).exitCode();
        }
    }
}
