package dev.connleak.client;

import java.io.IOException;
import java.net.URI;

/** Is told of each answer to a CONNECT, on the dial's thread, before the status is looked at. */
public interface ProxyConnectListener {

    /**
     * A proxy has answered.
     *
     * @param target host and port of the origin
     * @throws IOException to fail the dial and close the connection to the proxy
     */
    void answered(URI proxy, String target, int status, Headers headers) throws IOException;
}
