package dev.connleak.it.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What an application uploads: a stream without an end, at some pace. Used by one thread. */
final class UploadSource extends InputStream {
    enum Pace {
        /** Ten bytes, and nothing more. */
        STALL,
        /** A byte now and then. */
        DRIP,
        /** As much as anybody takes. */
        FLOOD
    }

    private static final int FIRST = 10;
    private static final long DRIP_MILLIS = 50;

    private final Pace pace;
    private final CountDownLatch never = new CountDownLatch(1);
    private boolean begun;

    UploadSource(Pace pace) {
        this.pace = pace;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = length;
        if (pace == Pace.DRIP) {
            pause(DRIP_MILLIS);
            read = Math.min(1, length);
        } else if (pace == Pace.STALL) {
            if (begun) {
                pause(Long.MAX_VALUE);
            }
            read = Math.min(FIRST, length);
        }
        begun = true;
        Arrays.fill(target, offset, offset + read, (byte) 'x');
        return read;
    }

    private void pause(long millis) throws IOException {
        try {
            never.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
