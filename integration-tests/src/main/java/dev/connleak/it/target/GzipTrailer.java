package dev.connleak.it.target;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Whether this JVM's {@code GZIPInputStream} reads on behind the trailer when no more bytes are announced. It came with JDK-7036144, went into updates of 17 and 21, and was taken out of some again. Where it does, a client that
 * decodes by it reaches the end of a chunked body.
 */
final class GzipTrailer {
    private GzipTrailer() {}

    static boolean readsOn() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write('a');
        }
        Unannounced source = new Unannounced(zipped.toByteArray());
        Exchanges.readToEof(new GZIPInputStream(source));
        return source.endSeen;
    }

    private static final class Unannounced extends InputStream {
        private final InputStream bytes;
        private boolean endSeen;

        Unannounced(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            int read = bytes.read();
            endSeen |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = bytes.read(buffer, from, length);
            endSeen |= read < 0;
            return read;
        }
    }
}
