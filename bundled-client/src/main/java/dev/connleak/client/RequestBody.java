package dev.connleak.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a request carries.
 *
 * <p>A body is <em>replayable</em> when it can be opened again, which a retry or a redirect needs. A single stream is
 * not: it belongs to the transport from the first call on, is closed exactly once, and can be sent once.
 */
public final class RequestBody {

    /** A length that only the end of the stream tells. */
    static final long UNKNOWN = -1;

    private static final RequestBody NONE = of(new byte[0]);

    private final BodyOpener opener;
    private final long length;
    private final boolean inMemory;

    /** The one stream of a body that is not replayable. */
    private final @Nullable InputStream single;

    private RequestBody(BodyOpener opener, long length, boolean inMemory, @Nullable InputStream single) {
        this.opener = opener;
        this.length = length;
        this.inMemory = inMemory;
        this.single = single;
    }

    /** No body. */
    public static RequestBody none() {
        return NONE;
    }

    /** A body in memory. */
    public static RequestBody of(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new RequestBody(() -> new ByteArrayInputStream(copy), copy.length, true, null);
    }

    /** A text in UTF-8. */
    public static RequestBody of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A file with the length that it has now.
     *
     * @throws IOException if its length cannot be told
     */
    public static RequestBody of(Path file) throws IOException {
        return from(() -> Files.newInputStream(file), Files.size(file));
    }

    /** A stream of unknown length, sent in chunks. */
    public static RequestBody of(InputStream stream) {
        return new RequestBody(() -> stream, UNKNOWN, false, stream);
    }

    /** A stream that yields exactly {@code length} bytes. */
    public static RequestBody of(InputStream stream, long length) {
        return new RequestBody(() -> stream, checked(length), false, stream);
    }

    /** Bytes of unknown length, sent in chunks, which can be had again. */
    public static RequestBody from(BodyOpener opener) {
        return new RequestBody(opener, UNKNOWN, false, null);
    }

    /** Exactly {@code length} bytes which can be had again. */
    public static RequestBody from(BodyOpener opener, long length) {
        return new RequestBody(opener, checked(length), false, null);
    }

    /** The number of bytes, −1 where it is unknown. */
    public long length() {
        return length;
    }

    /** Whether it can be sent again, after a redirect for instance. */
    public boolean replayable() {
        return single == null;
    }

    InputStream open() throws IOException {
        return opener.open();
    }

    /** Whether reading it can neither block nor fail, so that the head needs no write of its own. */
    boolean inMemory() {
        return inMemory;
    }

    /** For a request that never reached a writer: what is open already has to be closed. */
    void discard() {
        if (single == null) {
            return;
        }
        try {
            single.close();
        } catch (IOException | RuntimeException e) {
            // The application's own stream cannot be closed; the request has failed already, and for a better reason.
            return;
        }
    }

    private static long checked(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("length is negative: " + length);
        }
        return length;
    }
}
