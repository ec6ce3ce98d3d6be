package dev.connleak.cli.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a view shows of one report. Texts are safe for a terminal; times are milliseconds, at the moment of the report.
 *
 * @param state of the agent, as the report says it: {@code active} or why not
 * @param blind clients that were used and whose leaks are not judged
 * @param leasesInAll how many connections there are in use, shown or cut from the report
 */
public record Look(
        long pid,
        String main,
        String host,
        String at,
        long watchedMillis,
        String state,
        @Nullable String reason,
        long exchanges,
        long connectionsOpen,
        List<String> blind,
        List<PoolUse> pools,
        List<Cause> causes,
        List<Lease> leases,
        long leasesInAll) {

    public Look {
        blind = List.copyOf(blind);
        pools = List.copyOf(pools);
        causes = List.copyOf(causes);
        leases = List.copyOf(leases);
    }

    /** Whether the agent still looks; if not, nothing here will change. */
    public boolean active() {
        return state.equals("active");
    }

    /**
     * A pool, or the connections of one route that no pool holds.
     *
     * @param limit the smaller of what the pool and what one route may have; null if unknown or none
     */
    public record PoolUse(
            String id,
            String client,
            String route,
            long inUse,
            @Nullable Long limit,
            long idle,
            long waiting) {

        /** Whether a caller that comes now has to wait. */
        public boolean full() {
            return waiting > 0 || (limit != null && inUse >= limit);
        }
    }

    /** A finding. */
    public record Cause(
            String fingerprint,
            String kind,
            String grade,
            boolean waste,
            boolean ignored,
            long count,
            long openNow,
            long held,
            long oldestMillis,
            String line,
            String client,
            String route,
            String summary,
            String advice,
            List<String> frames,
            List<String> exchanges) {

        public Cause {
            frames = List.copyOf(frames);
            exchanges = List.copyOf(exchanges);
        }

        /** Whether it is one of those that a pager is for. */
        public boolean leak() {
            return !waste && !ignored;
        }
    }

    /**
     * A connection in use and what it is used for.
     *
     * @param quietMillis since anything was read; null where the client does not tell
     * @param read bytes of the body so far; null where the client does not tell
     */
    public record Lease(
            String connection,
            String route,
            String request,
            String body,
            long ageMillis,
            @Nullable Long quietMillis,
            @Nullable Long read,
            @Nullable Long length,
            String line,
            String thread,
            String tcp,
            @Nullable String cause,
            List<String> frames) {

        public Lease {
            frames = List.copyOf(frames);
        }
    }
}
