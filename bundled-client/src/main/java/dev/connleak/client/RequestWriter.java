package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one request: head, body, end. Runs on the writer loop. Go semantics, 6.2 and 6.3.
 *
 * <p>A head with a body in memory goes out in one write; before a body that may block the head goes first, so that the
 * server can react. The body is opened before anything is sent and closed before its end is announced: a body that
 * fails is never taken for a whole one.
 */
final class RequestWriter {

    private static final int COPY = 16 * 1024;

    private final Upload upload;
    private final Request request;
    private final Route route;
    private final OutputBuffer output;
    private final Settings settings;

    RequestWriter(Upload upload, Route route, OutputBuffer output, Settings settings) {
        this.upload = upload;
        request = upload.request();
        this.route = route;
        this.output = output;
        this.settings = settings;
    }

    /** Write and flush the whole request, or as much of it as the server wants. */
    void write() throws IOException {
        RequestFraming framing = RequestFraming.of(request);
        if (request.body() == RequestBody.none() && framing != RequestFraming.CHUNKED) {
            writeHead(framing);
            output.flush();
            return;
        }
        boolean wanted;
        try (OutgoingBody body = OutgoingBody.open(upload)) {
            BodyProbe probe = RequestFraming.probed(request) ? BodyProbe.start(body, settings.threads, route) : null;
            if (probe != null && probe.foundEmpty(BodyProbe.PATIENCE_NANOS)) {
                framing = RequestFraming.NONE;
            }
            wanted = sendHead(framing);
            if (wanted) {
                writeBody(body, framing, probe);
            }
        }
        if (wanted && framing == RequestFraming.CHUNKED) {
            output.write("0\r\n" + trailers() + "\r\n");
        }
        output.flush();
    }

    /** Write the head, and flush it unless the body can follow at once; whether the server wants the body. */
    private boolean sendHead(RequestFraming framing) throws IOException {
        writeHead(framing);
        if (framing != RequestFraming.NONE && asksFirst()) {
            output.flush();
            Trace trace = upload.trace();
            if (trace != null) {
                trace.tell(each -> each.waitingForContinue(request));
            }
            return upload.gate().await(settings.expectContinueTimeoutNanos);
        }
        if (framing != RequestFraming.NONE && !request.body().inMemory()) {
            output.flush();
        }
        return true;
    }

    private void writeHead(RequestFraming framing) throws IOException {
        Trace trace = upload.trace();
        RequestHead.write(request, route, framing, settings, output, trace);
        if (trace != null) {
            trace.tell(each -> each.wroteHeaders(request));
        }
    }

    private boolean asksFirst() {
        return request.body().length() != 0 && request.headers().hasToken("Expect", "100-continue");
    }

    private void writeBody(OutgoingBody body, RequestFraming framing, @Nullable BodyProbe probe) throws IOException {
        if (framing == RequestFraming.LENGTH) {
            writeExactly(body, request.body().length());
        } else if (framing != RequestFraming.NONE) {
            if (probe != null && probe.first() >= 0) {
                writePiece(new byte[] {(byte) probe.first()}, 1, framing);
            }
            writePieces(body, framing);
        }
    }

    /** What is too much is not counted, as Go does: an endless stream would never be told to be one. */
    private void writeExactly(OutgoingBody body, long length) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length, COPY)];
        long written = 0;
        while (written < length) {
            int read = body.read(bytes, (int) Math.min(bytes.length, length - written));
            if (read < 0) {
                throw body.wrongLength(length, written + " bytes");
            }
            output.write(bytes, read);
            written += read;
        }
        if (!request.body().inMemory() && body.read(new byte[1], 1) >= 0) {
            throw body.wrongLength(length, "more bytes");
        }
    }

    private void writePieces(OutgoingBody body, RequestFraming framing) throws IOException {
        byte[] bytes = new byte[COPY];
        for (int read = body.read(bytes, COPY); read >= 0; read = body.read(bytes, COPY)) {
            if (read > 0) {
                writePiece(bytes, read, framing);
            }
        }
    }

    /** Each piece is flushed as it comes, so that the server sees what the application has said so far. */
    private void writePiece(byte[] bytes, int length, RequestFraming framing) throws IOException {
        boolean chunked = framing == RequestFraming.CHUNKED;
        if (chunked) {
            output.write(Integer.toHexString(length) + "\r\n");
        }
        output.write(bytes, length);
        if (chunked) {
            output.write("\r\n");
        }
        output.flush();
    }

    private String trailers() throws IOException {
        try {
            return request.trailers().lines(new RequestCheck(route));
        } catch (RuntimeException e) {
            throw OutgoingBody.failed(upload, "the trailers of the request failed: " + e.getMessage(), e);
        }
    }
}
