package dev.connleak.weave;

import dev.connleak.bridge.ConnleakBridge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands on the bridge and writes down what woven code tells, in words that are equal for equal programs. */
final class Events extends ConnleakBridge implements AutoCloseable {
    private final List<String> seen = new ArrayList<>();
    private final @Nullable ConnleakBridge before = sink;

    Events() {
        sink = this;
    }

    List<String> seen() {
        return seen;
    }

    @Override
    protected void on(
            int hook, @Nullable Object subject, @Nullable Object a, @Nullable Object b, @Nullable Throwable thrown) {
        seen.add(hook + ": " + words(subject) + " " + words(a) + " " + words(b)
                + (thrown == null ? "" : " " + thrown.getMessage()));
    }

    @Override
    protected void failed(Throwable error) {
        seen.add("failed: " + error);
    }

    @Override
    public void close() {
        sink = before;
    }

    private static String words(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Object[] array) {
            return Arrays.toString(array);
        }
        return value.getClass().getName().startsWith("java.")
                ? value.getClass().getSimpleName() + "=" + value
                : "a " + value.getClass().getSimpleName();
    }
}
