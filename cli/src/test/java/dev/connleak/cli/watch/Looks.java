package dev.connleak.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks of an order service, as bad as a test wants them. */
final class Looks {

    static final String ROUTE = "http://orders:8080";

    private Looks() {}

    static Look healthy() {
        return of(List.of(pool(2, 0)), List.of(), List.of(lease(1, 1_200, null)));
    }

    /** @param held connections that one line holds */
    static Look leaking(int held) {
        List<Look.Lease> leases = new ArrayList<>();
        IntStream.range(0, held).forEach(i -> leases.add(lease(i, 60_000L * (held - i), "clf1:a")));
        leases.add(lease(held, 1_200, null));
        return of(List.of(pool(held + 1, 3)), List.of(cause("clf1:a", "Orders.poll(Orders.java:42)", held)), leases);
    }

    static Look of(List<Look.PoolUse> pools, List<Look.Cause> causes, List<Look.Lease> leases) {
        return state("active", null, pools, causes, leases);
    }

    static Look off() {
        return state("off-by-errors", "java.lang.LinkageError", List.of(), List.of(), List.of());
    }

    static Look.PoolUse pool(long inUse, long waiting) {
        return new Look.PoolUse("p1", "apache-httpclient-5", ROUTE, inUse, 20L, 1, waiting);
    }

    static Look.Cause cause(String fingerprint, String line, long count) {
        return new Look.Cause(
                fingerprint,
                "body-held",
                "likely",
                false,
                false,
                count,
                count,
                count,
                count * 60_000,
                line,
                "apache-httpclient-5",
                ROUTE,
                count + " response bodies are held open.",
                "Close the response.",
                List.of("com.acme.Orders.poll(Orders.java:42)", "com.acme.Main.main(Main.java:7)"),
                List.of("x1"));
    }

    static Look.Lease lease(int number, long ageMillis, @Nullable String cause) {
        return new Look.Lease(
                "c" + number,
                ROUTE,
                "GET /orders/{}",
                "open",
                ageMillis,
                ageMillis,
                null,
                200_000L,
                cause == null ? "Prices.fetch(Prices.java:9)" : "Orders.poll(Orders.java:42)",
                "worker-1",
                cause == null ? "ESTABLISHED" : "CLOSE_WAIT",
                cause,
                List.of("com.acme.Orders.poll(Orders.java:42)"));
    }

    private static Look state(
            String state,
            @Nullable String reason,
            List<Look.PoolUse> pools,
            List<Look.Cause> causes,
            List<Look.Lease> leases) {
        return new Look(
                4711,
                "com.acme.Orders",
                "web-7",
                "2026-03-01T12:00:05.123Z",
                4_620_000,
                state,
                reason,
                1_204,
                9,
                List.of(),
                pools,
                causes,
                leases,
                leases.size());
    }
}
