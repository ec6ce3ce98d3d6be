package dev.connleak.diagnose;

import dev.connleak.track.ExchangeFacts;
import dev.connleak.track.Snapshot;
import dev.connleak.track.Tally;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many exchanges every place had: tallied and live ones; what nobody looked at is added by its share. */
final class SiteExchanges {
    private final Map<Place, Long> here = new HashMap<>();

    SiteExchanges(Causes causes) {
        Snapshot snapshot = causes.snapshot;
        long[] tallied = new long[snapshot.clients.length];
        for (Tally tally : snapshot.tallies) {
            tallied[tally.client] += tally.exchanges;
            add(tally.client, causes.path(tally.stack), tally.exchanges);
        }
        for (Map.Entry<Place, Long> place : here.entrySet()) {
            int client = place.getKey().client;
            double seen = tallied[client];
            place.setValue((long) (place.getValue() * (1 + snapshot.clients[client].unseen / seen)));
        }
        for (ExchangeFacts exchange : snapshot.exchanges) {
            add(exchange.client, causes.path(exchange.stack), 1);
        }
    }

    /** Those of a cause's place; at least as many as the cause counts. */
    long of(Cause cause) {
        return Math.max(cause.count, here.getOrDefault(new Place(cause.client, cause.path.siteFingerprint()), 0L));
    }

    private void add(int client, CallPath path, long times) {
        here.merge(new Place(client, path.siteFingerprint()), times, Long::sum);
    }

    private static final class Place {
        final int client;
        private final @Nullable String site;

        Place(int client, @Nullable String site) {
            this.client = client;
            this.site = site;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place
                    && ((Place) other).client == client
                    && String.valueOf(((Place) other).site).equals(String.valueOf(site));
        }

        @Override
        public int hashCode() {
            return String.valueOf(site).hashCode() * 31 + client;
        }
    }
}
