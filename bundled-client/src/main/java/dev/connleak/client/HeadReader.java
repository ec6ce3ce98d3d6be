package dev.connleak.client;

import java.io.IOException;
import java.util.List;

/**
 * Reads response heads as leniently as Go does: bare line feeds, folded lines and missing reasons pass. Interim
 * responses are consumed; they share the byte budget of the final head.
 */
final class HeadReader {

    private final InputBuffer input;
    private final String method;
    private final int limit;
    private int room;

    HeadReader(InputBuffer input, String method, int limit) {
        this.input = input;
        this.method = method;
        this.limit = limit;
        room = limit;
    }

    /** Read the head of the final response; the first byte is already there. */
    ResponseHead read() throws IOException {
        while (true) {
            StatusLine line = StatusLine.parse(line());
            Headers headers = headers();
            if (line.status() >= 200 || line.status() == 101 || line.status() < 100) {
                return head(line, headers);
            }
        }
    }

    private ResponseHead head(StatusLine line, Headers headers) throws MalformedResponseException {
        boolean chunked = !line.oldVersion() && chunked(headers);
        long length = contentLength(headers);
        boolean close = line.wantsClose(headers);
        if (method.equals("HEAD") || line.status() < 200 || line.status() == 204 || line.status() == 304) {
            return new ResponseHead(line.status(), line.reason(), headers, Framing.NONE, length, close);
        }
        if (chunked) {
            return new ResponseHead(line.status(), line.reason(), headers, Framing.CHUNKED, -1, close);
        }
        if (length >= 0) {
            Framing framing = length == 0 ? Framing.NONE : Framing.FIXED_LENGTH;
            return new ResponseHead(line.status(), line.reason(), headers, framing, length, close);
        }
        return new ResponseHead(line.status(), line.reason(), headers, Framing.UNTIL_CLOSE, -1, true);
    }

    private static boolean chunked(Headers headers) throws MalformedResponseException {
        List<String> encodings = headers.all("Transfer-Encoding");
        if (encodings.size() > 1) {
            throw new MalformedResponseException("too many transfer encodings");
        }
        if (!encodings.isEmpty() && !encodings.get(0).equalsIgnoreCase("chunked")) {
            throw new MalformedResponseException(
                    "unsupported transfer encoding: " + Tokens.printable(encodings.get(0)));
        }
        return !encodings.isEmpty();
    }

    /** An invalid length is an error even where there is no body: it is how responses are smuggled. */
    private static long contentLength(Headers headers) throws MalformedResponseException {
        List<String> lengths = headers.all("Content-Length");
        if (lengths.isEmpty()) {
            return -1;
        }
        String text = lengths.get(0);
        for (String other : lengths) {
            if (!other.equals(text)) {
                throw new MalformedResponseException("message cannot contain multiple Content-Length headers");
            }
        }
        if (text.isEmpty()) {
            throw new MalformedResponseException("invalid empty Content-Length");
        }
        // Eighteen digits always fit a long, and no body has more.
        if (!Tokens.digits(text) || text.length() > 18) {
            throw new MalformedResponseException("bad Content-Length " + Tokens.printable(text));
        }
        return Long.parseLong(text);
    }

    private Headers headers() throws IOException {
        HeadersBuilder headers = Headers.builder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                if (headers.isEmpty()) {
                    throw new MalformedResponseException("malformed header: first line is folded");
                }
                headers.foldParsed(line.trim());
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || line.indexOf('\0') >= 0) {
                throw new MalformedResponseException("malformed header line " + Tokens.printable(line));
            }
            headers.addParsed(
                    line.substring(0, colon), line.substring(colon + 1).trim());
        }
        return headers.build();
    }

    private String line() throws IOException {
        String line;
        try {
            line = input.readLine(room);
        } catch (InputBuffer.LineTooLongException e) {
            throw new ResponseHeadersTooLargeException(limit);
        }
        if (line == null) {
            throw new MalformedResponseException("unexpected end of the response head");
        }
        room -= line.length() + 1;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
