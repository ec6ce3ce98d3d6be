package dev.connleak.client;

import javax.net.ssl.SSLException;

/** What was to speak TLS speaks something else, most likely plain HTTP: an http server behind an https URI. */
public final class SchemeMismatchException extends SSLException {

    private static final long serialVersionUID = 1L;

    SchemeMismatchException(String place, SSLException cause) {
        super(place + " gave an answer that is not TLS to an https client (is it a plain http server?)", cause);
    }
}
