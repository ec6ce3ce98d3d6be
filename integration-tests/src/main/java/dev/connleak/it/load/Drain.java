package dev.connleak.it.load;

import java.io.IOException;
import java.io.InputStream;

/** How every client's body is read. */
public final class Drain {
    private Drain() {}

    /** Read to the end, close, and say how many bytes there were. */
    public static long toEnd(InputStream body, byte[] buffer) throws IOException {
        try (InputStream in = body) {
            long total = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
            }
            return total;
        }
    }
}
