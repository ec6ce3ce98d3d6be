package dev.connleak.agent;

import dev.connleak.clients.Client;
import dev.connleak.clients.Clients;
import dev.connleak.clients.Hook;
import dev.connleak.report.Watch;
import dev.connleak.track.Event;
import dev.connleak.track.Snapshot;
import dev.connleak.weave.Transformer;
import dev.connleak.weave.Woven;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is watched, and how well: kept from what the transformer wove and what it did not find. A missing lease-end hook
 * switches a client's verdicts off, because every lease would look open. Guarded by its monitor.
 */
final class Coverage {
    private final Clients clients;
    private final Transformer transformer;
    private final State[] states;

    Coverage(Clients clients, Transformer transformer) {
        this.clients = clients;
        this.transformer = transformer;
        this.states = new State[clients.count()];
        for (int i = 0; i < states.length; i++) {
            states[i] = new State();
        }
    }

    /** Takes note of what was woven since the last call. */
    synchronized void update() {
        for (Woven woven = transformer.taken(); woven != null; woven = transformer.taken()) {
            states[woven.client].add(woven, clients.client(woven.client));
        }
    }

    /** How many classes are woven. */
    synchronized int classes() {
        int sum = 0;
        for (State state : states) {
            sum += state.classes;
        }
        return sum;
    }

    /** Names of the clients by number; null for one whose verdicts are off. */
    synchronized @Nullable String[] judged() {
        @Nullable String[] names = new String[states.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = states[i].verdicts ? clients.client(i).name() : null;
        }
        return names;
    }

    synchronized List<Watch.ClientCoverage> entries(Snapshot snapshot) {
        List<Watch.ClientCoverage> entries = new ArrayList<>(states.length);
        for (int i = 0; i < states.length; i++) {
            entries.add(states[i].entry(clients.client(i), snapshot.clients[i].exchanges));
        }
        return entries;
    }

    private static final class State {
        private final List<String> missing = new ArrayList<>();
        private int classes;
        private boolean partial;
        private boolean verdicts = true;
        private boolean relocated;
        private boolean failed;
        private @Nullable String version;

        void add(Woven woven, Client client) {
            relocated |= woven.relocated;
            if (woven.failure != null) {
                failed = true;
                verdicts = false;
                missing.add(woven.internalName.replace('/', '.') + ": " + woven.failure);
                return;
            }
            classes++;
            for (Hook hook : woven.missing) {
                if (!missing.contains(hook.toString())) {
                    missing.add(hook.toString());
                }
                partial = true;
                verdicts &= hook.event.role != Event.Role.LEASE_END;
            }
            if (version == null) {
                version = client.partOfJdk() ? System.getProperty("java.version") : version(woven.takeOrigin());
            }
        }

        Watch.ClientCoverage entry(Client client, long exchanges) {
            boolean loaded = classes > 0 || failed;
            String state = !loaded ? "not-loaded" : failed ? "failed" : partial ? "partial" : "watched";
            return new Watch.ClientCoverage(
                    client.name(),
                    version,
                    state,
                    loaded ? verdicts : null,
                    loaded ? relocated : null,
                    exchanges,
                    missing);
        }

        private static @Nullable String version(@Nullable ProtectionDomain domain) {
            CodeSource source = domain == null ? null : domain.getCodeSource();
            JarName jar = source == null || source.getLocation() == null
                    ? null
                    : JarName.of(source.getLocation().toString());
            return jar == null ? null : jar.version;
        }
    }
}
