package dev.connleak.cli.merge;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums in which what is unknown stays unknown only where nobody knew, and hostile numbers don't turn round. */
final class Sums {

    private Sums() {}

    static @Nullable Long add(@Nullable Long a, @Nullable Long b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        return overflow ? (Long) (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : (Long) sum;
    }

    static @Nullable Long max(@Nullable Long a, @Nullable Long b) {
        return a == null || b == null ? (a == null ? b : a) : (Long) Math.max(a, b);
    }

    /** The earlier of two times as the report writes them; as text they have the order of time. */
    static @Nullable String first(@Nullable String a, @Nullable String b) {
        return a == null || b == null ? (a == null ? b : a) : a.compareTo(b) <= 0 ? a : b;
    }

    static @Nullable String last(@Nullable String a, @Nullable String b) {
        return a == null || b == null ? (a == null ? b : a) : a.compareTo(b) >= 0 ? a : b;
    }

    static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    static Map<String, Long> add(Map<String, Long> a, Map<String, Long> b) {
        Map<String, Long> sum = new TreeMap<>(a);
        b.forEach((key, value) -> {
            Long added = add(sum.get(key), value);
            if (added != null) {
                sum.put(key, added);
            }
        });
        return sum;
    }
}
