package dev.connleak.cli.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns absent collections into empty ones, so that only values have to be asked for null. */
final class Absent {

    private Absent() {}

    static <T> List<T> asEmpty(@Nullable List<T> list) {
        return list == null || list.isEmpty()
                ? List.of()
                : list.stream().filter(Objects::nonNull).toList();
    }

    /** As it is, gaps included: others refer to its rows by index. */
    static <T> List<@Nullable T> orEmpty(@Nullable List<@Nullable T> table) {
        return table == null ? List.of() : table;
    }

    static <V> Map<String, V> asEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
