package dev.connleak.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fields that follow a chunked request body. Their names are declared in the head; their values are asked for on the
 * writer loop, when the body has been read to its end and closed, and again by each further attempt.
 */
final class RequestTrailers {

    static final RequestTrailers NONE = new RequestTrailers(Collections.emptyList(), Collections.emptyList());

    private final List<String> names;
    private final List<Supplier<@Nullable String>> values;

    private RequestTrailers(List<String> names, List<Supplier<@Nullable String>> values) {
        this.names = names;
        this.values = values;
    }

    RequestTrailers with(String name, Supplier<@Nullable String> value) {
        List<String> moreNames = new ArrayList<>(names);
        List<Supplier<@Nullable String>> moreValues = new ArrayList<>(values);
        moreNames.add(name);
        moreValues.add(value);
        return new RequestTrailers(moreNames, moreValues);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    List<String> names() {
        return names;
    }

    /** The lines behind the last chunk. A field without a value is left out. */
    String lines(RequestCheck check) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String value = values.get(i).get();
            if (value != null) {
                check.checkTrailerValue(names.get(i), value);
                lines.append(names.get(i)).append(": ").append(value.trim()).append("\r\n");
            }
        }
        return lines.toString();
    }
}
