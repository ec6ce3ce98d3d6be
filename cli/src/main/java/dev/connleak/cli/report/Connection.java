package dev.connleak.cli.report;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection; only the fields that a command shows. {@code reader} and {@code writer} refer to the thread table. */
public record Connection(
        @Nullable String id,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String pool,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String route,

        @Nullable String local,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String remote,

        @Nullable String openedAt,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String state,

        @Nullable Long uses,
        @Nullable Integer reader,
        @Nullable Integer writer,
        List<Integer> loopThreads,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String tcpState,

        @Nullable Long unreadBytes,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String closeReason) {

    public Connection {
        loopThreads = Absent.asEmpty(loopThreads);
    }
}
