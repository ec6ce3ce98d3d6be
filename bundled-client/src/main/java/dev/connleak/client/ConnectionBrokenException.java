package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection was closed, or failed, before the response head was complete. */
public final class ConnectionBrokenException extends IOException {

    private static final long serialVersionUID = 1L;

    ConnectionBrokenException(@Nullable CloseReason reason, @Nullable Throwable cause) {
        super("connection broken: " + (cause == null ? String.valueOf(reason) : cause.toString()), cause);
    }
}
