package dev.connleak.cli.report;

import java.util.List;

/** What the kernel knows beyond the watched clients. */
public record Sockets(List<UntrackedSocket> untracked) {

    public Sockets {
        untracked = Absent.asEmpty(untracked);
    }
}
