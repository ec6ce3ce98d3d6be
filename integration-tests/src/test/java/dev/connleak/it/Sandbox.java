package dev.connleak.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Surroundings that a program can be started in, each a command that takes the program's own command line. */
enum Sandbox {
    /** The program has the process id 1. */
    OWN_PROCESSES("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"),
    /** The shell's first argument is the script, after which the program is run; what it mounts is its own. */
    OWN_MOUNTS("unshare", "--mount", "--propagation", "private", "sh", "-c");

    private final List<String> command;

    Sandbox(String... command) {
        this.command = List.of(command);
    }

    /** Skips the test where this is not permitted. */
    String[] command() {
        assume(this == OWN_MOUNTS ? "exit 0" : "true");
        return command.toArray(new String[0]);
    }

    /** The same with scripts that run before and after the program. */
    String[] command(String before, String after) {
        assume("mount -t tmpfs none /mnt");
        String script = before + " || exit 99; (\"$@\"); code=$?; " + after + "; exit $code";
        return Stream.concat(command.stream(), Stream.of(script, "sh")).toArray(String[]::new);
    }

    private void assume(String probe) {
        assumeTrue(runs(probe), () -> this + " (" + String.join(" ", command) + ") is not permitted here");
    }

    private boolean runs(String probe) {
        try {
            List<String> all = Stream.concat(command.stream(), Stream.of(probe)).toList();
            return new ProcessBuilder(all).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
