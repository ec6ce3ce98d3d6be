package dev.connleak.cli.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection; only the fields that a command shows. {@code reader} and {@code writer} refer to the thread table. */
public record Connection(
        @Nullable String id,
        @Nullable String pool,
        @Nullable String route,
        @Nullable String local,
        @Nullable String remote,
        @Nullable String openedAt,
        @Nullable String state,
        @Nullable Long uses,
        @Nullable Integer reader,
        @Nullable Integer writer,
        List<Integer> loopThreads,
        @Nullable String tcpState,
        @Nullable Long unreadBytes,
        @Nullable String closeReason) {

    public Connection {
        loopThreads = Absent.asEmpty(loopThreads);
    }
}
