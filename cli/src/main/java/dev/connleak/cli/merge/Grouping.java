package dev.connleak.cli.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The causes seen from another side: by host, by client, by route, or by a label of the JVMs. */
public final class Grouping {

    /** One value of the dimension: sums of the causes that have a share in it. */
    public record Group(String name, int leaks, int waste, long count, long held, Cause worst) {}

    private static final String LABEL = "label:";

    private static final Comparator<Group> WORST_FIRST = Comparator.comparingLong(Group::held)
            .thenComparingLong(Group::leaks)
            .thenComparingLong(Group::count)
            .reversed()
            .thenComparing(Group::name);

    private static final class Sum {

        private final Set<Cause> causes = new LinkedHashSet<>();
        private @Nullable Long count;
        private @Nullable Long held;

        private void add(Cause cause, Share share) {
            causes.add(cause);
            count = Sums.add(count, share.count());
            if (!cause.finding().namesHolders()) {
                held = Sums.add(held, share.connectionsHeld());
            }
        }
    }

    private Grouping() {}

    /**
     * The groups, worst first; causes that the option {@code ignore=} marked have no part.
     *
     * @param dimension {@code host}, {@code client}, {@code route} or {@code label:NAME}
     * @throws IllegalArgumentException when it is not {@link #possible}
     */
    public static List<Group> by(Merged merged, String dimension) {
        BiFunction<Cause, Share, @Nullable String> value = value(dimension);
        Map<String, Sum> sums = new TreeMap<>();
        for (Cause cause : merged.causes()) {
            if (cause.finding().markedIgnored()) {
                continue;
            }
            for (Share share : cause.shares()) {
                String name = Objects.requireNonNullElse(value.apply(cause, share), "(none)");
                sums.computeIfAbsent(name, any -> new Sum()).add(cause, share);
            }
        }
        List<Group> groups = new ArrayList<>();
        sums.forEach((name, sum) -> {
            int waste = (int)
                    sum.causes.stream().filter(cause -> cause.finding().waste()).count();
            groups.add(new Group(
                    name,
                    sum.causes.size() - waste,
                    waste,
                    Sums.orZero(sum.count),
                    Sums.orZero(sum.held),
                    sum.causes.iterator().next()));
        });
        groups.sort(WORST_FIRST);
        return groups;
    }

    /** Whether there is such a dimension. */
    public static boolean possible(String dimension) {
        return List.of("host", "client", "route").contains(dimension)
                || (dimension.startsWith(LABEL) && dimension.length() > LABEL.length());
    }

    private static BiFunction<Cause, Share, @Nullable String> value(String dimension) {
        return switch (dimension) {
            case "host" -> (cause, share) -> share.source().head().jvm().host();
            case "client" -> (cause, share) -> cause.finding().client();
            case "route" -> (cause, share) -> cause.finding().route();
            default -> {
                if (!possible(dimension)) {
                    throw new IllegalArgumentException("nothing to group by: " + dimension);
                }
                String label = dimension.substring(LABEL.length());
                yield (cause, share) -> share.source().head().labels().get(label);
            }
        };
    }
}
