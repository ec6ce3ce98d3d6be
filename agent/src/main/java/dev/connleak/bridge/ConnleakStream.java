package dev.connleak.bridge;

import java.io.IOException;
import java.io.InputStream;

/**
 * What option {@code substitute} hands out in place of a stream that its connection holds: whether the application has
 * dropped this one can be seen. In the agent's jar it is {@code java.lang.ConnleakStream}, for the same reason as the
 * bridge, and only put into a JVM that has the option set. It knows nothing of the agent: an application may hold one for
 * ever.
 *
 * <p>Every method of a stream of Java 8 is handed on. What later ones have in addition ({@code readAllBytes},
 * {@code transferTo} …) reads by these, there as here, because the streams that are substituted do not declare it.
 *
 * <p>Danger: while a call is under way this must not look dropped, although nothing needs it any more than the call that was
 * handed on. Java 8 has no reachability fence; a volatile write behind the call is one.
 */
public final class ConnleakStream extends InputStream {
    private final InputStream inner;
    private volatile boolean used;

    public ConnleakStream(InputStream inner) {
        this.inner = inner;
    }

    /** Called by woven code in place of a return: answers the stream itself, or what the agent puts into its place. */
    public static InputStream of(InputStream original) {
        Object[] place = {original};
        told(original, place);
        return (InputStream) place[0];
    }

    /** Woven itself: here the agent is asked. */
    @SuppressWarnings("unused")
    private static void told(Object original, Object[] place) {}

    @Override
    public int read() throws IOException {
        int read = inner.read();
        used = true;
        return read;
    }

    @Override
    public int read(byte[] into) throws IOException {
        int read = inner.read(into);
        used = true;
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = inner.read(into, offset, length);
        used = true;
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = inner.skip(bytes);
        used = true;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        int available = inner.available();
        used = true;
        return available;
    }

    @Override
    public void close() throws IOException {
        inner.close();
        used = true;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the inner one takes its own lock, if any
    public void mark(int limit) {
        inner.mark(limit);
        used = true;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // as above
    public void reset() throws IOException {
        inner.reset();
        used = true;
    }

    @Override
    public boolean markSupported() {
        return inner.markSupported();
    }

    /** Nobody has what is inside, so {@code equals} needs no override: being the same one is all there is. */
    @Override
    public int hashCode() {
        return inner.hashCode();
    }

    @Override
    public String toString() {
        return inner.toString();
    }
}
