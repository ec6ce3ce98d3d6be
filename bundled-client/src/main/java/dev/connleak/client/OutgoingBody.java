package dev.connleak.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The application's stream for one attempt, as the writer loop uses it: opened once, read, closed once. Whatever the
 * application's code throws becomes the failure of the upload, and is told as itself.
 */
final class OutgoingBody implements Closeable {

    private final Upload upload;
    private final InputStream stream;

    private OutgoingBody(Upload upload, InputStream stream) {
        this.upload = upload;
        this.stream = stream;
    }

    static OutgoingBody open(Upload upload) throws IOException {
        try {
            return new OutgoingBody(upload, upload.request().body().open());
        } catch (IOException | RuntimeException e) {
            throw failed(upload, "opening the request body failed", e);
        }
    }

    InputStream stream() {
        return stream;
    }

    /** Read at least one byte, or −1 at the end. */
    int read(byte[] target, int length) throws IOException {
        try {
            int read = stream.read(target, 0, length);
            if (read > length) {
                throw new IndexOutOfBoundsException("the stream says it read " + read + " of " + length + " bytes");
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw failed("reading the request body failed", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            throw failed("closing the request body failed", e);
        }
    }

    IOException wrongLength(long announced, String found) {
        return failed(upload, "", new RequestBodyLengthException(announced, found));
    }

    /** Note what the application's code has thrown, and say it as what the call fails with. */
    IOException failed(String what, Throwable thrown) {
        return failed(upload, what, thrown);
    }

    static IOException failed(Upload upload, String what, Throwable thrown) {
        IOException failure = thrown instanceof IOException ? (IOException) thrown : new IOException(what, thrown);
        upload.bodyFailed(failure);
        return failure;
    }
}
