package dev.connleak.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header fields in the order of their lines. Names are compared without regard to case; a name may repeat. */
public final class Headers {

    private static final Headers EMPTY = new Headers(Collections.emptyList());

    /** Name, value, name, value … */
    private final List<String> lines;

    Headers(List<String> lines) {
        this.lines = lines;
    }

    public static Headers empty() {
        return EMPTY;
    }

    /** Make headers of names and values in turn. */
    public static Headers of(String... namesAndValues) {
        HeadersBuilder builder = builder();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    public static HeadersBuilder builder() {
        return new HeadersBuilder();
    }

    /** The first value of a field, or null where the field is absent. */
    public @Nullable String first(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : lines.get(index + 1);
    }

    /** All values of a field, none where it is absent. */
    public List<String> all(String name) {
        int first = indexOf(name, 0);
        if (first < 0) {
            return Collections.emptyList();
        }
        List<String> values = new ArrayList<>(1);
        for (int i = first; i >= 0; i = indexOf(name, i + 2)) {
            values.add(lines.get(i + 1));
        }
        return Collections.unmodifiableList(values);
    }

    public boolean contains(String name) {
        return first(name) != null;
    }

    /** Whether a comma-separated field names a token, as {@code Connection} does {@code close}. */
    public boolean hasToken(String name, String token) {
        for (String each : tokens(name)) {
            if (each.equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    /** Start other headers with the lines of these. */
    public HeadersBuilder toBuilder() {
        return new HeadersBuilder(lines);
    }

    /** The members of a comma-separated field, over all its lines. */
    List<String> tokens(String name) {
        if (indexOf(name, 0) < 0) {
            return Collections.emptyList();
        }
        List<String> tokens = new ArrayList<>();
        for (String value : all(name)) {
            for (String each : value.split(",", -1)) {
                String token = Tokens.withoutOuterSpace(each);
                if (!token.isEmpty()) {
                    tokens.add(token);
                }
            }
        }
        return tokens;
    }

    public int size() {
        return lines.size() / 2;
    }

    /** The name of a line, counted from 0. */
    String name(int line) {
        return lines.get(2 * line);
    }

    /** The value of a line, counted from 0. */
    String value(int line) {
        return lines.get(2 * line + 1);
    }

    /** How many characters there are in all lines. */
    int length() {
        int length = 0;
        for (int i = 0; i < lines.size(); i++) {
            length += lines.get(i).length();
        }
        return length;
    }

    public void forEach(BiConsumer<String, String> field) {
        for (int i = 0; i < lines.size(); i += 2) {
            field.accept(lines.get(i), lines.get(i + 1));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers && key().equals(((Headers) other).key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** Where a line with a name stands, at or behind an index, or −1. */
    private int indexOf(String name, int from) {
        for (int i = from; i < lines.size(); i += 2) {
            if (lines.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private List<String> key() {
        List<String> key = new ArrayList<>(lines);
        for (int i = 0; i < key.size(); i += 2) {
            key.set(i, key.get(i).toLowerCase(Locale.ROOT));
        }
        return key;
    }
}
