package dev.connleak.client;

import java.io.IOException;

/** A redirect that is not followed: there were too many, or it leads nowhere. */
public final class RedirectException extends IOException {

    private static final long serialVersionUID = 1L;

    RedirectException(String message) {
        super(message);
    }
}
