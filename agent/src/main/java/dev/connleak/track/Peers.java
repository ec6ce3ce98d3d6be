package dev.connleak.track;

import org.jspecify.annotations.Nullable;

/** What the kernel knows of the other ends of connections. */
interface Peers {
    /**
     * Whether the peer has closed a connection that is open here; null where the kernel does not say.
     *
     * @param local a literal with a port, as is {@code remote}
     */
    @Nullable
    Boolean closedByPeer(String local, String remote);
}
