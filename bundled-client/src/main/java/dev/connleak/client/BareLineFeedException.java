package dev.connleak.client;

/** A line of the response ends with a line feed alone, where others may see no end (RFC 9112, 2.2). */
public final class BareLineFeedException extends MalformedResponseException {

    private static final long serialVersionUID = 1L;

    BareLineFeedException(String route, String reason) {
        super(route, reason);
    }
}
