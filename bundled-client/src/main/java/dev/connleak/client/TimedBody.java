package dev.connleak.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response under a client's timeout: a read that fails because of it says so. */
final class TimedBody extends FilterInputStream {

    private final SendDeadline deadline;

    TimedBody(InputStream body, SendDeadline deadline) {
        super(body);
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw deadline.told(ClientTimeoutException.Phase.BODY, e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw deadline.told(ClientTimeoutException.Phase.BODY, e);
        }
    }
}
