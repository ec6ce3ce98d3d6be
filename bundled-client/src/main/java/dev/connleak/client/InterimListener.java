package dev.connleak.client;

import java.io.IOException;

/** Is told of interim responses, which come before the final one: 100 Continue, 103 Early Hints and others below 200. */
public interface InterimListener {

    /**
     * An interim response was read. Called on the connection's reader loop, which reads on when this returns: do not
     * wait here.
     *
     * @throws IOException to fail the request, as the cause of a {@link ConnectionBrokenException}
     */
    void interimResponse(int status, Headers headers) throws IOException;
}
