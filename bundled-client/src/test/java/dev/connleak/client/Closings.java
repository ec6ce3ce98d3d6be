package dev.connleak.client;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A request body that counts how often it was read and closed. */
class Closings extends FilterInputStream {

    final AtomicInteger closings = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();

    Closings(String text) {
        this(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    Closings(InputStream stream) {
        super(stream);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        reads.incrementAndGet();
        return super.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        closings.incrementAndGet();
        super.close();
    }
}
