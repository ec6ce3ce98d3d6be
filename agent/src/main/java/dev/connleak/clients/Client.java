package dev.connleak.clients;

import dev.connleak.track.Description;
import dev.connleak.track.Inspector;
import dev.connleak.track.Inspector.Found;
import dev.connleak.track.Inspector.Listing;
import dev.connleak.track.Inspector.PoolLimits;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP client or pool: where to hook it, and how to read its objects. A file of this room and a line in
 * {@link Clients} is all that a client needs.
 *
 * <p>The hooks are what application threads run into. Everything else here is called by the agent's own threads only,
 * with objects that the client passed to a hook, may be slow, and answers "unknown" rather than fail.
 */
public abstract class Client {
    private final String name;
    private final String versions;
    private final @Nullable String cells;

    /** The parameters are what the methods of their names answer. */
    Client(String name, String versions, @Nullable String cells) {
        this.name = name;
        this.versions = versions;
        this.cells = cells;
    }

    /** Lower kebab case, as in the report. */
    public final String name() {
        return name;
    }

    /** The versions that are watched, in words. */
    public final String versions() {
        return versions;
    }

    /**
     * What becomes of the connection of a large body, in eight words: with keep-alive and without, and of each the bodies that
     * are neither read to the end nor closed, read, closed, both. {@code raced} is reused or closed, whichever is first. Null
     * where the client's own table is not known.
     */
    public final @Nullable String cells() {
        return cells;
    }

    /** What to change so that the body is released, with this client's own API. */
    public abstract String advice();

    /** How to finish a request that was begun. */
    public String finishing() {
        return "Let the source of the request's body end or fail in bounded time.";
    }

    /** How to give back a connection that was taken from a pool by hand, or close one that was made so. */
    public String returning() {
        return advice();
    }

    /** How to have one client for all requests; null where there are no clients to make. */
    public @Nullable String sharing() {
        return null;
    }

    /** Whether the application cannot close a client, and what one leaves behind ends by itself. */
    boolean endsByItself() {
        return false;
    }

    /** Whether a thread of a pool's own runs. */
    boolean hasThread(Object pool, Objects read) {
        return false;
    }

    /** Whether the client is part of the JDK, so that its version is Java's. */
    public boolean partOfJdk() {
        return false;
    }

    public abstract void hooks(Hooks on);

    /** Says what the object of a {@code REQUEST} or {@code CALLED} event tells. */
    abstract void request(Object request, Objects read, Description into);

    /** Says what the object of a {@code HEAD} event tells. */
    abstract void response(Object response, Objects read, Description into);

    /** The {@code Socket} or {@code SocketChannel} of a connection, or null. */
    abstract @Nullable Closeable socket(Object connection, Objects read);

    /** A number that changes as the body is read; see {@link Inspector#progress}. */
    long progress(Object sample, Objects read) {
        return Inspector.UNKNOWN_PROGRESS;
    }

    /**
     * See {@link Inspector#requestProgress}.
     *
     * @param inside threads that are inside a read or a write of the connection's socket; -1 where that can't be told
     */
    long requestProgress(Object exchange, Object connection, @Nullable Object sample, int inside, Objects read) {
        return Inspector.NOT_WAITING;
    }

    /** See {@link Inspector#leaseProgress}; nobody is inside the connection's socket. */
    long leaseProgress(Object connection, Objects read) {
        return Inspector.NOT_WAITING;
    }

    /** See {@link Inspector#asksForBodies}. */
    boolean asksForBodies() {
        return false;
    }

    /** See {@link Inspector#endsWithApplication}. */
    boolean endsWithApplication() {
        return false;
    }

    /** See {@link Inspector#bytesRead}. */
    long bytesRead(Object sample, long length, Objects read) {
        return -1;
    }

    /** Lists what a pool holds. Reads without locks: whatever is thrown because the pool changes meanwhile may pass. */
    void list(Object pool, Objects read, Listing into) {}

    /** Says which pool a thread of the JVM leads to. */
    void reach(int number, Thread thread, Objects read, Found into) {}

    PoolLimits limits(Object pool, Objects read) {
        return PoolLimits.UNKNOWN;
    }
}
