package dev.connleak.client;

import java.io.IOException;
import java.util.Set;

/** A request's URI has a scheme that its transport does not speak. */
public final class UnsupportedSchemeException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsupportedSchemeException(String scheme, Set<String> spoken) {
        super("unsupported protocol scheme " + scheme + " (http, https" + (spoken.isEmpty() ? "" : " and " + spoken)
                + " are spoken)");
    }
}
