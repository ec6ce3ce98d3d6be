package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Writes one request: head, body, end. Runs on the writer loop. */
final class RequestWriter {

    private static final String USER_AGENT = "connleak-client";

    /** What follows from the body, or from elsewhere, and is not taken from the request's fields. */
    private static final String[] OURS = {"Host", "User-Agent", "Content-Length", "Transfer-Encoding", "Trailer"};

    private final Exchange exchange;
    private final Request request;
    private final OutputBuffer output;

    RequestWriter(Exchange exchange, OutputBuffer output) {
        this.exchange = exchange;
        request = exchange.request();
        this.output = output;
    }

    /** Write and flush the whole request. The request body is closed in any case. */
    void write() throws IOException {
        try (InputStream body = request.body().open()) {
            writeHead();
            if (!request.body().inMemory()) {
                output.flush();
            }
            if (request.body().length() < 0) {
                writeChunks(body);
            } else {
                writeExactly(body, request.body().length());
            }
            output.flush();
        }
    }

    private void writeHead() throws IOException {
        StringBuilder head = new StringBuilder(256);
        String host = request.headers().first("Host");
        String agent = request.headers().first("User-Agent");
        head.append(request.method()).append(' ').append(target()).append(" HTTP/1.1\r\n");
        field(head, "Host", host == null ? request.route().authority() : host);
        if (agent == null || !agent.isEmpty()) {
            field(head, "User-Agent", agent == null ? USER_AGENT : agent);
        }
        if (exchange.closeAnnounced() && !request.headers().hasToken("Connection", "close")) {
            field(head, "Connection", "close");
        }
        long length = request.body().length();
        if (length < 0) {
            field(head, "Transfer-Encoding", "chunked");
        } else if (length > 0 || bodyExpected(request.method())) {
            field(head, "Content-Length", Long.toString(length));
        }
        request.headers().forEach((name, value) -> {
            if (!ours(name)) {
                field(head, name, value);
            }
        });
        if (exchange.gzipAsked()) {
            field(head, "Accept-Encoding", "gzip");
        }
        output.write(head.append("\r\n").toString());
    }

    private String target() {
        URI ascii = URI.create(request.uri().toASCIIString());
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private void writeExactly(InputStream body, long length) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length, 16 * 1024)];
        long written = 0;
        while (written < length) {
            int read = read(body, bytes, (int) Math.min(bytes.length, length - written));
            if (read < 0) {
                throw wrongLength(length, written + " bytes");
            }
            output.write(bytes, read);
            written += read;
        }
        if (!request.body().inMemory() && read(body, new byte[1], 1) >= 0) {
            throw wrongLength(length, "more bytes");
        }
    }

    /** Each chunk is flushed as it comes, so that the server sees what the application has said so far. */
    private void writeChunks(InputStream body) throws IOException {
        byte[] bytes = new byte[16 * 1024];
        for (int read = read(body, bytes, bytes.length); read >= 0; read = read(body, bytes, bytes.length)) {
            if (read > 0) {
                output.write(Integer.toHexString(read) + "\r\n");
                output.write(bytes, read);
                output.write("\r\n");
                output.flush();
            }
        }
        output.write("0\r\n\r\n");
    }

    /** The application's own failure must win over the network errors that it provokes. */
    private int read(InputStream body, byte[] bytes, int length) throws IOException {
        try {
            return body.read(bytes, 0, length);
        } catch (IOException e) {
            exchange.requestBodyFailed(e);
            throw e;
        } catch (RuntimeException e) {
            IOException failure = new IOException("reading the request body failed", e);
            exchange.requestBodyFailed(failure);
            throw failure;
        }
    }

    private IOException wrongLength(long announced, String found) {
        IOException failure = new RequestBodyLengthException(announced, found);
        exchange.requestBodyFailed(failure);
        return failure;
    }

    private static boolean bodyExpected(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private static boolean ours(String name) {
        for (String each : OURS) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
