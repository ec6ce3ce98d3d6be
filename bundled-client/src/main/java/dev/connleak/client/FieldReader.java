package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of header fields up to the empty line behind them. What is wrong with them, a head and a trailer say in
 * their own words.
 *
 * <p>Two shapes that Go takes are refused unless leniency is asked for, since another reader of the same bytes may see
 * other fields: a line that ends with a line feed alone, and a folded line.
 */
abstract class FieldReader {

    final InputBuffer input;
    private final boolean lenient;

    /** How many bytes may still come. */
    private int room;

    FieldReader(InputBuffer input, boolean lenient, int room) {
        this.input = input;
        this.lenient = lenient;
        this.room = room;
    }

    /** There are more bytes than there may be. */
    abstract IOException tooLong();

    /** The stream ends before the lines do. */
    abstract IOException cutOff();

    abstract IOException malformed(String reason);

    abstract IOException bareLineFeed();

    abstract IOException folded();

    /** Begin to count anew. */
    final void room(int bytes) {
        room = bytes;
    }

    /** Read one line without its end. */
    final String line() throws IOException {
        String line;
        try {
            line = input.readLine(room);
        } catch (InputBuffer.LineTooLongException e) {
            throw tooLong();
        }
        if (line == null) {
            throw cutOff();
        }
        boolean bare = input.bareLineFeed();
        room -= line.length() + (bare ? 1 : 2);
        if (bare && !lenient) {
            throw bareLineFeed();
        }
        return line;
    }

    /** Read fields up to the empty line. */
    final Headers fields() throws IOException {
        @Nullable HeadersBuilder fields = null;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                if (fields == null) {
                    throw malformed("malformed header: first line is folded");
                }
                if (!lenient) {
                    throw folded();
                }
                fields.foldParsed(Tokens.withoutOuterSpace(line));
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || line.indexOf('\0') >= 0 || line.indexOf('\r') >= 0) {
                throw malformed("malformed header line " + Tokens.printable(line));
            }
            fields = fields == null ? Headers.builder() : fields;
            fields.addParsed(line.substring(0, colon), Tokens.withoutOuterSpace(line, colon + 1));
        }
        return fields == null ? Headers.empty() : fields.build();
    }
}
