package dev.connleak.client;

import java.io.IOException;
import java.util.List;

/**
 * Reads response heads. Interim responses are told and passed over; those that nobody was told of share the byte budget
 * of the final head, so that a server cannot keep a caller waiting by sending them for ever.
 */
final class HeadReader extends FieldReader {

    /** Where interim responses go, on the reader loop. */
    interface Interim {
        /** Tell of one; true if somebody wanted to know. A failure is that of the whole response. */
        boolean read(int status, Headers headers) throws IOException;
    }

    private final String method;
    private final int limit;
    private final boolean lenient;
    private int untold;

    HeadReader(InputBuffer input, String method, int limit, boolean lenient) {
        super(input, lenient, limit);
        this.method = method;
        this.limit = limit;
        this.lenient = lenient;
    }

    /** Read the head of the final response; the first byte is already there. */
    ResponseHead read(Interim interim) throws IOException {
        while (true) {
            StatusLine line = StatusLine.parse(line(), input.route());
            Headers headers = fields();
            if (!line.interim()) {
                return head(line, headers);
            }
            untold++;
            if (interim.read(line.status(), headers)) {
                untold = 0;
                room(limit);
            }
        }
    }

    private ResponseHead head(StatusLine line, Headers headers) throws MalformedResponseException {
        if (method.equals("CONNECT") && line.status() / 100 == 2) {
            // From here on it is a tunnel, whatever the head says of a length (RFC 9112, 6.3).
            return new ResponseHead(line.status(), line.reason(), headers, Framing.UNTIL_CLOSE, -1, true);
        }
        boolean chunked = !line.oldVersion() && chunked(headers);
        long length = contentLength(headers);
        boolean close = line.wantsClose(headers);
        if (chunked) {
            checkTrailerNames(headers);
        }
        if (method.equals("HEAD") || line.status() < 200 || line.status() == 204 || line.status() == 304) {
            return new ResponseHead(line.status(), line.reason(), headers, Framing.NONE, chunked ? -1 : length, close);
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

    private boolean chunked(Headers headers) throws BadTransferEncodingException {
        List<String> encodings = headers.all("Transfer-Encoding");
        if (encodings.size() > 1) {
            throw new BadTransferEncodingException(input.route(), "too many transfer encodings");
        }
        if (!encodings.isEmpty() && !encodings.get(0).equalsIgnoreCase("chunked")) {
            throw new BadTransferEncodingException(
                    input.route(), "unsupported transfer encoding: " + Tokens.printable(encodings.get(0)));
        }
        if (!encodings.isEmpty() && !lenient && headers.contains("Content-Length")) {
            throw new BadTransferEncodingException(
                    input.route(), "message cannot contain both Content-Length and Transfer-Encoding headers");
        }
        return !encodings.isEmpty();
    }

    /** An invalid length is an error even where there is no body: it is how responses are smuggled. */
    private long contentLength(Headers headers) throws BadContentLengthException {
        List<String> lengths = headers.all("Content-Length");
        if (lengths.isEmpty()) {
            return -1;
        }
        String text = lengths.get(0);
        for (int i = 1; i < lengths.size(); i++) {
            if (!lengths.get(i).equals(text)) {
                throw new BadContentLengthException(
                        input.route(), "message cannot contain multiple Content-Length headers");
            }
        }
        if (text.isEmpty()) {
            throw new BadContentLengthException(input.route(), "invalid empty Content-Length");
        }
        try {
            if (Tokens.digits(text)) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            // More than 2^63 - 1: as bad as no number.
        }
        throw new BadContentLengthException(input.route(), "bad Content-Length " + Tokens.printable(text));
    }

    /** A trailer that speaks of the framing, or of itself, comes too late to be believed. */
    private void checkTrailerNames(Headers headers) throws MalformedResponseException {
        for (String name : headers.tokens("Trailer")) {
            if (name.equalsIgnoreCase("Content-Length")
                    || name.equalsIgnoreCase("Transfer-Encoding")
                    || name.equalsIgnoreCase("Trailer")) {
                throw new MalformedResponseException(input.route(), "bad trailer key " + Tokens.printable(name));
            }
        }
    }

    @Override
    IOException tooLong() {
        return new ResponseHeadersTooLargeException(input.route(), limit, untold);
    }

    @Override
    IOException cutOff() {
        return malformed("unexpected end of the response head");
    }

    @Override
    IOException malformed(String reason) {
        return new MalformedResponseException(input.route(), reason);
    }

    @Override
    IOException bareLineFeed() {
        return new BareLineFeedException(input.route(), "line of the response head ends with bare LF");
    }

    @Override
    IOException folded() {
        return new FoldedHeaderException(input.route(), "folded header line");
    }
}
