package dev.connleak.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** What {@link RawServer} answers: the head, all of the body or its beginning, and what happens then. */
record Answer(Framing framing, int size, boolean close, Pace pace) {
    enum Framing {
        CONTENT_LENGTH,
        CHUNKED,
        UNTIL_CLOSE,
        GZIP_CHUNKED
    }

    /** How the server treats the body after it has sent the first byte. */
    enum Pace {
        AT_ONCE,
        DRIP,
        HANG_BEFORE_HEAD,
        HANG_AFTER_FIRST_BYTE,
        EVENT_STREAM
    }

    /** Fits the first read of every client. */
    static final int SMALL = 13;

    /** Fits no socket buffer that {@link RawServer} leaves to the kernel. */
    static final int LARGE = 4 << 20;

    private static final int CHUNK = 64 << 10;

    static Answer of(Framing framing, int size) {
        return new Answer(framing, size, framing == Framing.UNTIL_CLOSE, Pace.AT_ONCE);
    }

    Answer closing() {
        return new Answer(framing, size, true, pace);
    }

    Answer at(Pace other) {
        return new Answer(framing, size, close, other);
    }

    String head() {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        head.append("Content-Type: ").append(pace == Pace.EVENT_STREAM ? "text/event-stream" : "text/plain");
        head.append("\r\n");
        head.append(
                switch (framing) {
                    case CONTENT_LENGTH -> "Content-Length: " + size + "\r\n";
                    case CHUNKED -> "Transfer-Encoding: chunked\r\n";
                    case UNTIL_CLOSE -> "";
                    case GZIP_CHUNKED -> "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n";
                });
        // The times keep HttpURLConnection, whose own limit is 5 s, from closing idle connections under a test's eyes.
        head.append(
                close ? "Connection: close\r\n" : "Connection: keep-alive\r\nKeep-Alive: timeout=600, max=1000\r\n");
        return head.append("\r\n").toString();
    }

    /** The body as it goes over the wire. */
    byte[] body() {
        byte[] plain = payload(size);
        return switch (framing) {
            case CONTENT_LENGTH, UNTIL_CLOSE -> plain;
            case CHUNKED -> chunks(plain);
            case GZIP_CHUNKED -> chunks(gzip(plain));
        };
    }

    private static byte[] payload(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    private static byte[] chunks(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < plain.length; from += CHUNK) {
            int length = Math.min(CHUNK, plain.length - from);
            out.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
            out.write(plain, from, length);
            out.writeBytes(ascii("\r\n"));
        }
        out.writeBytes(ascii("0\r\n\r\n"));
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
