package dev.connleak.client;

import java.io.IOException;
import java.net.ConnectException;

/** No TCP connection could be made: the cause says why at the address that was tried last. */
public final class ConnectFailedException extends ConnectException {

    private static final long serialVersionUID = 1L;

    ConnectFailedException(String place, IOException cause) {
        super("connecting to " + place + " failed: " + cause);
        initCause(cause);
    }
}
