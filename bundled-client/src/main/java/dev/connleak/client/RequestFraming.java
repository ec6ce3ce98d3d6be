package dev.connleak.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** How the server knows where a request body ends. Go semantics, 6.3. */
enum RequestFraming {
    /** There is no body, and none is expected. */
    NONE,
    /** {@code Content-Length}, which may be 0 where the method lets a server expect a body. */
    LENGTH,
    /** {@code Transfer-Encoding: chunked}, the only one that can carry trailers. */
    CHUNKED,
    /** The bytes of a tunnel, which end with the connection. */
    TUNNEL;

    private static final Set<String> BODY_EXPECTED = new HashSet<>(Arrays.asList("POST", "PUT", "PATCH"));

    private static final Set<String> BODY_UNUSUAL =
            new HashSet<>(Arrays.asList("GET", "HEAD", "DELETE", "OPTIONS", "PROPFIND", "SEARCH"));

    /** The framing of a request, if a body of unknown length is not empty. */
    static RequestFraming of(Request request) {
        long length = request.body().length();
        if (!request.trailers().isEmpty()) {
            return CHUNKED;
        }
        if (length == RequestBody.UNKNOWN) {
            return request.method().equals("CONNECT") ? TUNNEL : CHUNKED;
        }
        return length > 0 || BODY_EXPECTED.contains(request.method()) ? LENGTH : NONE;
    }

    /** Whether a body of unknown length is looked at before it is announced, since the method usually has none. */
    static boolean probed(Request request) {
        return request.body().length() == RequestBody.UNKNOWN
                && request.trailers().isEmpty()
                && BODY_UNUSUAL.contains(request.method());
    }
}
