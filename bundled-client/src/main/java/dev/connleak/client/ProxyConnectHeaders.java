package dev.connleak.client;

import java.io.IOException;
import java.net.URI;

/** Makes the fields that a CONNECT to a proxy carries beside ours. It is asked for each one, on the dial's thread. */
public interface ProxyConnectHeaders {

    /**
     * The fields for one CONNECT.
     *
     * @param target host and port of the origin
     * @throws IOException to fail the dial
     */
    Headers headersFor(URI proxy, String target) throws IOException;
}
