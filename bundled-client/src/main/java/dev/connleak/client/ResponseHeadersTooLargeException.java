package dev.connleak.client;

/** The response head, interim ones included, is larger than the transport takes. */
public final class ResponseHeadersTooLargeException extends BadResponseException {

    private static final long serialVersionUID = 1L;

    ResponseHeadersTooLargeException(String route, int limit, int interim) {
        super(
                route,
                "server response headers exceeded " + limit + " bytes; aborted"
                        + (interim == 0 ? "" : " after " + interim + " interim responses"));
    }
}
