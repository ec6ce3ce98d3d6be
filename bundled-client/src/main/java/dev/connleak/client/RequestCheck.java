package dev.connleak.client;

/**
 * Looks at what an application has said before anything of it is sent: whatever could leave its place in the head, and
 * begin a line, a field or a request of its own, is refused and not repaired. Values are never told, for they may be
 * secrets. Go semantics, 6.1 and 6.2.
 */
final class RequestCheck {

    /** What Go lets stand in a host, beside letters and digits. */
    private static final String HOST_MARKS = "!$%&()*+,-.:;=@[]_'~";

    private static final int LAST_PORT = 65_535;

    private final Object route;

    /** @param route where the request goes, put into words only for those who are told of a fault */
    RequestCheck(Object route) {
        this.route = route;
    }

    void check(RequestBuilder request, Headers headers) {
        if (!Tokens.token(request.method)) {
            throw new InvalidMethodException(route.toString(), request.method);
        }
        if (request.target != null) {
            checkTarget(request.target);
        }
        headers.forEach(this::checkHeader);
        checkHost(headers);
        request.trailers.names().forEach(this::checkTrailerName);
    }

    void checkTrailerValue(String name, String value) {
        if (!Tokens.fieldValue(value)) {
            throw new InvalidTrailerException(
                    route.toString(), name, "has a value with a control or non-Latin-1 character");
        }
    }

    private void checkTarget(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) >= 0x7f) {
                throw new InvalidTargetException(route.toString(), "has a space, control or non-ASCII character");
            }
        }
        if (target.isEmpty()) {
            throw new InvalidTargetException(route.toString(), "is empty");
        }
    }

    private void checkHeader(String name, String value) {
        if (!Tokens.token(name)) {
            throw new InvalidHeaderException(route.toString(), Tokens.printable(name), "is not a token");
        }
        if (!Tokens.fieldValue(value)) {
            throw new InvalidHeaderException(
                    route.toString(), name, "has a value with a control or non-Latin-1 character");
        }
    }

    private void checkHost(Headers headers) {
        if (headers.all("Host").size() > 1) {
            throw new InvalidHostException(route.toString(), "is given twice");
        }
        String host = headers.first("Host");
        if (host != null && !host(host)) {
            throw new InvalidHostException(route.toString(), "is not host[:port]");
        }
    }

    /** A trailer that speaks of the framing comes too late to be believed (RFC 9110, 6.5.1). */
    private void checkTrailerName(String name) {
        if (!Tokens.token(name)) {
            throw new InvalidTrailerException(route.toString(), Tokens.printable(name), "is not a token");
        }
        if (name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Transfer-Encoding")
                || name.equalsIgnoreCase("Trailer")) {
            throw new InvalidTrailerException(route.toString(), name, "cannot be a trailer");
        }
    }

    private static boolean host(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Tokens.letterOrDigit(text.charAt(i)) && HOST_MARKS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        int colon = text.indexOf(':', text.lastIndexOf(']') + 1);
        String port = colon < 0 ? "" : text.substring(colon + 1);
        // Five digits always fit an int, and no port has more.
        return port.isEmpty() || Tokens.digits(port) && port.length() <= 5 && Integer.parseInt(port) <= LAST_PORT;
    }
}
