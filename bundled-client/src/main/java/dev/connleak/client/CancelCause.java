package dev.connleak.client;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Why a call was given up. */
enum CancelCause {
    CANCELED,
    TIMED_OUT,
    INTERRUPTED;

    /** A new one each time, so that its stack is that of the thread which is told. */
    IOException toException() {
        switch (this) {
            case CANCELED:
                return new RequestCanceledException();
            case TIMED_OUT:
                return new RequestTimeoutException();
            default:
                return new InterruptedIOException("interrupted while awaiting the response");
        }
    }
}
