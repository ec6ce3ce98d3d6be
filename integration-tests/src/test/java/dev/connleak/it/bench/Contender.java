package dev.connleak.it.bench;

import java.util.List;

/** One row of the table: a client as it is started, or why it is not. */
record Contender(String name, List<String> command, String skipped) {
    Contender {
        command = List.copyOf(command);
    }

    static Contender running(String name, List<String> command) {
        return new Contender(name, command, "");
    }

    static Contender skipped(String name, String reason) {
        return new Contender(name, List.of(), reason);
    }

    boolean present() {
        return skipped.isEmpty();
    }
}
