package dev.connleak.cli.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are kept of the large tables: those that findings show, and of the others the first thousand, which is what
 * the agent keeps by default. The counts of a report don't depend on its tables.
 */
final class Wanted {

    private static final int OTHERS = 1000;

    private final @Nullable Set<String> instances;
    private int others;

    private Wanted(@Nullable Set<String> instances) {
        this.instances = instances;
    }

    /** @param findings null as long as they have not been read: everything may still be wanted */
    static Wanted of(@Nullable List<Finding> findings) {
        if (findings == null) {
            return new Wanted(null);
        }
        Set<String> instances = new HashSet<>();
        findings.forEach(finding -> instances.addAll(finding.instances()));
        return new Wanted(instances);
    }

    boolean exchange(@Nullable String id) {
        return instances == null || instances.contains(id) || others++ < OTHERS;
    }

    List<Exchange> exchanges(List<Exchange> all) {
        others = 0;
        return all.stream().filter(exchange -> exchange(exchange.id())).toList();
    }

    /** @param kept the exchanges whose connections are wanted too */
    List<Connection> connections(List<Connection> all, List<Exchange> kept) {
        Set<String> ids = new HashSet<>(instances == null ? Set.of() : instances);
        kept.forEach(exchange -> {
            if (exchange.connection() != null) {
                ids.add(exchange.connection());
            }
        });
        List<Connection> connections = new ArrayList<>();
        int rest = 0;
        for (Connection connection : all) {
            if (ids.contains(connection.id()) || rest++ < OTHERS) {
                connections.add(connection);
            }
        }
        return connections;
    }
}
