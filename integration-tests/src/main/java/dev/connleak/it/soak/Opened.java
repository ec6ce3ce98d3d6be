package dev.connleak.it.soak;

import java.io.Closeable;
import java.io.InputStream;

/** A response that nobody has touched yet. */
public final class Opened {
    final InputStream body;
    final Closeable closer;
    final Runnable cancel;

    private Opened(InputStream body, Closeable closer, Runnable cancel) {
        this.body = body;
        this.closer = closer;
        this.cancel = cancel;
    }

    public static Opened of(InputStream body, Closeable closer, Runnable cancel) {
        return new Opened(body, closer, cancel);
    }
}
