package dev.connleak.report;

import org.jspecify.annotations.Nullable;

/** Client-side sockets the kernel knows and the ledger does not; {@code local} is null where several are counted. */
public final class UntrackedSocket {
    public final @Nullable String local;
    public final String remote;
    public final String tcpState;
    public final int count;

    public UntrackedSocket(@Nullable String local, String remote, String tcpState, int count) {
        this.local = local;
        this.remote = remote;
        this.tcpState = tcpState;
        this.count = count;
    }
}
