package dev.connleak.client;

/** A header field is continued on a second line, where others may see a field of its own (RFC 9112, 5.2). */
public final class FoldedHeaderException extends MalformedResponseException {

    private static final long serialVersionUID = 1L;

    FoldedHeaderException(String route, String reason) {
        super(route, reason);
    }
}
