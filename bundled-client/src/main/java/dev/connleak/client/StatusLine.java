package dev.connleak.client;

/** The first line of a response. */
final class StatusLine {

    private final int major;
    private final int minor;
    private final int status;
    private final String reason;

    private StatusLine(int major, int minor, int status, String reason) {
        this.major = major;
        this.minor = minor;
        this.status = status;
        this.reason = reason;
    }

    /** Parse {@code HTTP/d.d ddd reason}; any single-digit version and any three-digit code pass, as in Go. */
    static StatusLine parse(String line, String route) throws MalformedResponseException {
        int space = line.indexOf(' ');
        if (space < 0) {
            throw new MalformedResponseException(route, "malformed HTTP response " + Tokens.printable(line));
        }
        if (space != 8
                || !line.startsWith("HTTP/")
                || !Tokens.digit(line.charAt(5))
                || line.charAt(6) != '.'
                || !Tokens.digit(line.charAt(7))) {
            throw new MalformedResponseException(
                    route, "malformed HTTP version " + Tokens.printable(line.substring(0, space)));
        }
        String rest = line.substring(space + 1).trim();
        int end = rest.indexOf(' ');
        String code = end < 0 ? rest : rest.substring(0, end);
        if (code.length() != 3 || !Tokens.digits(code)) {
            throw new MalformedResponseException(route, "malformed HTTP status code " + Tokens.printable(code));
        }
        String reason = end < 0 ? "" : rest.substring(end + 1);
        return new StatusLine(line.charAt(5) - '0', line.charAt(7) - '0', Integer.parseInt(code), reason);
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }

    /** Whether another response follows. Switching protocols is final: what follows is not HTTP. */
    boolean interim() {
        return status >= 100 && status < 200 && status != 101;
    }

    /** Whether the server speaks HTTP/1.0 or older, which knows no chunks. */
    boolean oldVersion() {
        return major < 1 || major == 1 && minor == 0;
    }

    /** Whether the server ends the connection after a response with these headers. */
    boolean wantsClose(Headers headers) {
        if (major < 1 || headers.hasToken("Connection", "close")) {
            return true;
        }
        return oldVersion() && !headers.hasToken("Connection", "keep-alive");
    }
}
