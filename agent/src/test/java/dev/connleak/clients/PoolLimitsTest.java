package dev.connleak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.track.Inspector.PoolLimits;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pools say of themselves, read off objects with the fields that the clients' own have. */
class PoolLimitsTest {
    private final Objects read = new Objects(type -> {});

    @Test
    void apachesLimitsAreItsTotalAndItsDefault() {
        PoolLimits limits = new ApacheHttpClient5().limits(new Manager(new Strict(Map.of())), read);

        assertThat(limits.max).isEqualTo(20);
        assertThat(limits.maxPerRoute).isEqualTo(5);
        assertThat(limits.connections()).isEqualTo(5);
        assertThat(limits.keepAlive).isNull();
    }

    @Test
    void aRouteOfItsOwnMayHaveLessOfAStrictPool() {
        Manager manager = new Manager(new Strict(Map.of("one", 3, "two", 7)));

        assertThat(new ApacheHttpClient5().limits(manager, read).connections()).isEqualTo(3);
        assertThat(new ApacheHttpClient5().limits(manager, read).maxPerRoute).isEqualTo(5);
    }

    @Test
    void aRouteOfItsOwnMayHaveLessOfALaxPool() {
        Manager manager = new Manager(new Lax(Map.of("one", new PerRoute(2), "two", new PerRoute(7))));

        assertThat(new ApacheHttpClient5().limits(manager, read).connections()).isEqualTo(2);
    }

    @Test
    void okHttpKeepsConnectionsAliveAsLongAsItKeepsAny() {
        assertThat(new OkHttp().limits(new RealConnectionPool(5), read).keepAlive)
                .isTrue();
        assertThat(new OkHttp().limits(new RealConnectionPool(0), read).keepAlive)
                .isFalse();
        assertThat(new OkHttp().limits(new RealConnectionPool(5), read).idleTimeoutMillis)
                .isEqualTo(300_000);
    }

    /** Up to 19 the JDK keeps it in the class of the pool inside, from 20 on in the client's own. */
    @Test
    void javaNetHttpKeepsSecondsInOneOfTwoPlaces() {
        assertThat(new JavaNetHttp(false).limits(new OldFacade(), read).idleTimeoutMillis)
                .isEqualTo(1_200_000);
        assertThat(new JavaNetHttp(false).limits(new NewFacade(), read).idleTimeoutMillis)
                .isEqualTo(30_000);
    }

    @Test
    void theCacheOfTheJvmIsAsPatientAsAllOfItsServers() {
        HttpUrlConnection client = new HttpUrlConnection();

        assertThat(client.limits(Map.of("one", new ClientVector(5000), "two", new ClientVector(5000)), read)
                        .idleTimeoutMillis)
                .isEqualTo(5000);
        assertThat(client.limits(Map.of("one", new ClientVector(5000), "two", new ClientVector(60_000)), read)
                        .idleTimeoutMillis)
                .isNull();
        assertThat(client.limits(Map.of(), read).idleTimeoutMillis).isNull();
    }

    @Test
    void aCacheThatChangesWhileItIsReadSaysNothing() {
        Map<Object, Object> changing = new HashMap<>() {
            @Override
            public Collection<Object> values() {
                throw new ConcurrentModificationException();
            }
        };

        assertThat(new HttpUrlConnection().limits(changing, read).idleTimeoutMillis)
                .isNull();
    }

    @Test
    void theReferenceTransportSaysWhetherItKeepsThem() {
        for (boolean keepAlives : List.of(true, false)) {
            PoolLimits limits = new ReferenceTransport().limits(new Pool(new Settings(keepAlives)), read);

            assertThat(limits.keepAlive).isEqualTo(keepAlives);
            assertThat(limits.maxPerRoute).isEqualTo(4);
            assertThat(limits.idleTimeoutMillis).isEqualTo(90_000);
        }
    }

    @Test
    void aPoolThatSaysNothingHasNoLimit() {
        PoolLimits limits = new ApacheHttpClient5().limits(new Object(), read);

        assertThat(limits.max).isNull();
        assertThat(limits.connections()).isEqualTo(Integer.MAX_VALUE);
    }

    private static final class Manager {
        @SuppressWarnings("unused") // Read by name, as all fields here.
        private final Object pool;

        Manager(Object pool) {
            this.pool = pool;
        }

        @SuppressWarnings("unused")
        int getMaxTotal() {
            return 20;
        }

        @SuppressWarnings("unused")
        int getDefaultMaxPerRoute() {
            return 5;
        }
    }

    private record Strict(Map<String, Integer> maxPerRoute) {}

    private record Lax(Map<String, PerRoute> routeToPool) {}

    private record PerRoute(int max) {}

    private record RealConnectionPool(int maxIdleConnections, long keepAliveDurationNs) {
        RealConnectionPool(int maxIdleConnections) {
            this(maxIdleConnections, 300_000_000_000L);
        }
    }

    @SuppressWarnings({"unused", "UnusedVariable"})
    private static final class OldFacade {
        private final OldPool connections = new OldPool();
    }

    @SuppressWarnings({"unused", "UnusedVariable"})
    private static final class OldPool {
        static final long KEEP_ALIVE = 1200;
    }

    @SuppressWarnings({"unused", "UnusedVariable"})
    private static final class NewFacade {
        static final long KEEP_ALIVE_TIMEOUT = 30;
    }

    private record ClientVector(int nap) {}

    private record Pool(Settings settings) {}

    private record Settings(boolean keepAlives, int maxPerHost, long idleTimeoutNanos) {
        Settings(boolean keepAlives) {
            this(keepAlives, 4, 90_000_000_000L);
        }
    }
}
