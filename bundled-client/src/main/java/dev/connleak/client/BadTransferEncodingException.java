package dev.connleak.client;

/** {@code Transfer-Encoding} is unknown, repeated, or stands beside a {@code Content-Length} (RFC 9112, 6.1). */
public final class BadTransferEncodingException extends MalformedResponseException {

    private static final long serialVersionUID = 1L;

    BadTransferEncodingException(String route, String reason) {
        super(route, reason);
    }
}
