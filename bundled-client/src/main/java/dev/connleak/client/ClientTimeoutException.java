package dev.connleak.client;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** The timeout of the {@link Client} passed; the cause is what that did to the request. */
public final class ClientTimeoutException extends SocketTimeoutException {

    private static final long serialVersionUID = 1L;

    /** What was waited for. */
    public enum Phase {
        /** The head of a response, of the first or of any later hop. */
        HEADERS(" (Client.Timeout exceeded while awaiting headers)"),
        /** The end of the last response's body. */
        BODY(" (Client.Timeout or context cancellation while reading body)");

        private final String words;

        Phase(String words) {
            this.words = words;
        }
    }

    private final Phase phase;

    ClientTimeoutException(Phase phase, IOException cause) {
        super(cause.getMessage() + phase.words);
        this.phase = phase;
        initCause(cause);
    }

    public Phase phase() {
        return phase;
    }
}
