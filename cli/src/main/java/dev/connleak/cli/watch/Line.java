package dev.connleak.cli.watch;

import java.util.ArrayList;
import java.util.List;

/** A line of the screen: pieces of text and how each is meant. Made once, then added to. */
final class Line {

    /** How a text is meant; a terminal without colour shows the difference as far as it can. */
    enum Tone {
        PLAIN,
        STRONG,
        FAINT,
        ALARM,
        NEW,
        CHOSEN
    }

    record Span(String text, Tone tone) {}

    static final Line BLANK = new Line();

    private final List<Span> spans = new ArrayList<>();

    static Line of(String text, Tone tone) {
        return new Line().add(text, tone);
    }

    Line add(String text, Tone tone) {
        spans.add(new Span(text, tone));
        return this;
    }

    /** Text that fills a column: cut, or padded on the right. */
    Line left(String text, int width, Tone tone) {
        String cut = cut(text, width);
        return add(cut + " ".repeat(width - length(cut)), tone);
    }

    /** Text that fills a column: cut, or padded on the left. */
    Line right(String text, int width, Tone tone) {
        String cut = cut(text, width);
        return add(" ".repeat(width - length(cut)) + cut, tone);
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString();
    }

    /** The same line, ended where the window ends. */
    Line clipped(int width) {
        Line clipped = new Line();
        int room = width;
        for (Span span : spans) {
            String text = room < length(span.text()) ? first(span.text(), Math.max(0, room)) : span.text();
            clipped.add(text, span.tone());
            room -= length(text);
        }
        return clipped;
    }

    /** The same line, all of it in one tone. */
    Line in(Tone tone) {
        return of(text(), tone);
    }

    /** Cuts at the end, in letters that every terminal has. */
    static String cut(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        return width < 3 ? first(text, Math.max(0, width)) : first(text, width - 2) + "..";
    }

    private static String first(String text, int points) {
        return text.substring(0, text.offsetByCodePoints(0, points));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
