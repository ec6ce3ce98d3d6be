package dev.connleak.track;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes since when idle connections, and sockets of no known client, have been closed by their server. Most clients that block do not notice before they
 * use the connection again, so only the kernel can tell. Asking it costs some 10 ms with 10,000 sockets: that is done for a
 * report, else four times in {@code heldAfter}, and only where enough connections are idle. Guarded by the ledger's
 * {@code sweeping} monitor.
 */
final class ClosedByPeer {
    /** Fewer are no finding. */
    private static final int ENOUGH = 5;

    private final Supplier<? extends @Nullable Peers> kernel;
    private final long everyNanos;
    private final List<Connection> idle = new ArrayList<>();
    private long askedNanos;
    private int closed;

    ClosedByPeer(Supplier<? extends @Nullable Peers> kernel, long heldAfterNanos, long now) {
        this.kernel = kernel;
        this.everyNanos = heldAfterNanos / 4;
        this.askedNanos = now;
    }

    /** During a visit. */
    void see(Connection connection) {
        boolean pooled = connection.pool != null && connection.exchange == null && connection.uses.get() > 0;
        if ((pooled || connection.nobodys) && !connection.closed) {
            idle.add(connection);
        }
    }

    /** After the visit; answers whether more have been closed than before. */
    boolean look(long now, boolean all) {
        boolean more = false;
        if (idle.size() >= ENOUGH && (all || now - askedNanos >= everyNanos)) {
            askedNanos = now;
            Peers peers = kernel.get();
            if (peers != null) {
                int before = closed;
                closed = ask(peers, now);
                more = closed > before && closed >= ENOUGH;
            }
        }
        idle.clear();
        return more;
    }

    private int ask(Peers peers, long now) {
        int found = 0;
        for (Connection connection : idle) {
            String local = connection.local;
            String remote = connection.remote;
            Boolean answer = local == null || remote == null ? null : peers.closedByPeer(local, remote);
            if (answer != null && !answer) {
                connection.closedByPeerNanos = 0;
            } else if (answer != null && connection.closedByPeerNanos == 0) {
                connection.closedByPeerNanos = now;
            }
            found += connection.closedByPeerNanos == 0 ? 0 : 1;
        }
        return found;
    }
}
