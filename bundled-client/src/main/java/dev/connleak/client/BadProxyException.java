package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What was chosen or configured as a proxy is none. The message holds no user and no password. */
public final class BadProxyException extends IOException {

    private static final long serialVersionUID = 1L;

    BadProxyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
