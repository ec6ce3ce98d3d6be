package dev.connleak.cli.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection; only the fields that a command shows. */
public record Connection(
        @Nullable String id,
        @Nullable String route,
        @Nullable String tcpState,
        List<Integer> loopThreads) {

    public Connection {
        loopThreads = Absent.asEmpty(loopThreads);
    }
}
