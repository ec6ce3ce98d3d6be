package dev.connleak.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects header fields. For one thread. */
public final class HeadersBuilder {

    private final List<String> lines;

    HeadersBuilder() {
        lines = new ArrayList<>();
    }

    HeadersBuilder(List<String> lines) {
        this.lines = new ArrayList<>(lines);
    }

    /**
     * Add a field.
     *
     * @throws IllegalArgumentException if the name is no token, or the value could break out of its line
     */
    public HeadersBuilder add(String name, String value) {
        if (!Tokens.token(name)) {
            throw new IllegalArgumentException("header name is not a token: " + Tokens.printable(name));
        }
        if (!Tokens.fieldValue(value)) {
            // The value may be a secret, so it is not told.
            throw new IllegalArgumentException(
                    "header " + name + " has a value with a control or non-Latin-1 character");
        }
        return addParsed(name, value.trim());
    }

    /** Take all lines of a field out. */
    public HeadersBuilder remove(String name) {
        for (int i = lines.size() - 2; i >= 0; i -= 2) {
            if (lines.get(i).equalsIgnoreCase(name)) {
                lines.subList(i, i + 2).clear();
            }
        }
        return this;
    }

    public Headers build() {
        return lines.isEmpty() ? Headers.empty() : new Headers(Collections.unmodifiableList(new ArrayList<>(lines)));
    }

    /** Add what a server sent, which is more than what may be sent to one. */
    HeadersBuilder addParsed(String name, String value) {
        lines.add(name);
        lines.add(value);
        return this;
    }

    /** Add a continuation line to the value of the last field. */
    void foldParsed(String more) {
        int last = lines.size() - 1;
        lines.set(last, lines.get(last) + " " + more);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }
}
