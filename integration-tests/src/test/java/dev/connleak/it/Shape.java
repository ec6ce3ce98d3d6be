package dev.connleak.it;

import dev.connleak.it.Answer.Framing;
import dev.connleak.it.target.Cell;

/** What the server sends, and whether the application reads one byte of a body it does not finish. */
enum Shape {
    SMALL(Framing.CONTENT_LENGTH, Answer.SMALL, false),
    TASTED(Framing.CONTENT_LENGTH, Answer.SMALL, true),
    LARGE(Framing.CONTENT_LENGTH, Answer.LARGE, false),
    CHUNKED(Framing.CHUNKED, Answer.SMALL, false),
    CHUNKED_LARGE(Framing.CHUNKED, Answer.LARGE, false),
    GZIP(Framing.GZIP_CHUNKED, Answer.SMALL, false),
    NO_LENGTH(Framing.UNTIL_CLOSE, Answer.SMALL, false),
    NO_LENGTH_LARGE(Framing.UNTIL_CLOSE, Answer.LARGE, false);

    private final Framing framing;
    private final int size;
    private final boolean tasted;

    Shape(Framing framing, int size, boolean tasted) {
        this.framing = framing;
        this.size = size;
        this.tasted = tasted;
    }

    boolean tasted() {
        return tasted;
    }

    /** A body that ends with its connection allows no keep-alive. */
    boolean fits(Cell cell) {
        return !cell.keepAlive() || framing != Framing.UNTIL_CLOSE;
    }

    Answer answer(Cell cell) {
        Answer answer = Answer.of(framing, size);
        return cell.keepAlive() ? answer : answer.closing();
    }
}
