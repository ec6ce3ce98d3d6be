package dev.connleak.client;

import java.io.IOException;

/** Reads the trailer behind the last chunk. All of it must fit the read buffer, as in Go. */
final class TrailerReader extends FieldReader {

    TrailerReader(InputBuffer input) {
        super(input, false, input.size());
    }

    Headers read() throws IOException {
        return fields();
    }

    @Override
    IOException tooLong() {
        return new MalformedTrailerException(input.route(), "suspiciously long trailer after chunked body");
    }

    @Override
    IOException cutOff() {
        return new MalformedTrailerException(input.route(), "unexpected EOF reading trailer");
    }

    @Override
    IOException malformed(String reason) {
        return new MalformedTrailerException(input.route(), reason);
    }

    @Override
    IOException bareLineFeed() {
        return malformed("trailer line ends with bare LF");
    }

    @Override
    IOException folded() {
        return malformed("folded trailer line");
    }
}
