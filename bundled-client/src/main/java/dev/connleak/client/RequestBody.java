package dev.connleak.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** The bytes that a request carries. */
public final class RequestBody {

    private static final RequestBody NONE = of(new byte[0]);

    private final Supplier<InputStream> source;
    private final long length;
    private final boolean inMemory;

    private RequestBody(Supplier<InputStream> source, long length, boolean inMemory) {
        this.source = source;
        this.length = length;
        this.inMemory = inMemory;
    }

    /** No body. */
    public static RequestBody none() {
        return NONE;
    }

    /** A body in memory, which can be sent again. */
    public static RequestBody of(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new RequestBody(() -> new ByteArrayInputStream(copy), copy.length, true);
    }

    /** A stream of unknown length, sent in chunks. The transport closes it. */
    public static RequestBody of(InputStream stream) {
        return new RequestBody(() -> stream, -1, false);
    }

    /** A stream that yields exactly {@code length} bytes. The transport closes it. */
    public static RequestBody of(InputStream stream, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("length is negative: " + length);
        }
        return new RequestBody(() -> stream, length, false);
    }

    /** The number of bytes, −1 where it is unknown. */
    public long length() {
        return length;
    }

    /** Whether it can be sent again, after a redirect for instance. */
    public boolean replayable() {
        return inMemory;
    }

    InputStream open() {
        return source.get();
    }

    /** Whether reading it can neither block nor fail, so that the head needs no write of its own. */
    boolean inMemory() {
        return inMemory;
    }

    /** For a request that never reached a writer. */
    void discard() {
        try {
            source.get().close();
        } catch (IOException | RuntimeException e) {
            // The application's own stream cannot be closed; the request has failed already, and for a better reason.
            return;
        }
    }
}
