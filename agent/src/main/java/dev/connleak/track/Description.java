package dev.connleak.track;

import org.jspecify.annotations.Nullable;

/**
 * What a client's request and response say in words. Filled by the sweeper through {@link Inspector}; unknown is null or
 * zero. Guarded by the ledger's snapshot lock.
 */
public final class Description {
    public @Nullable String method;
    /** Without user info; query and data-like segments are taken out by whoever prints it. */
    public @Nullable String url;
    /** 0 while unknown. */
    public int status;

    public @Nullable String framing;
    /** Of the body in bytes; -1 while unknown. */
    public long length = -1;

    public boolean eventStream;
    /** False once request or response said that the connection is to be closed. */
    public boolean keepAlive = true;
}
