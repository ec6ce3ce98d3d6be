package dev.connleak.client;

import java.io.IOException;
import java.net.Socket;

/**
 * Makes TCP connections, to origins or to their proxies.
 *
 * <p>It is called on a thread of its own, on behalf of the request that needed a connection first. A cancel of that
 * request does not end the dial, whose connection may serve another one; {@link Transport#closeIdleConnections}
 * interrupts the thread of a dial that nobody waits for any more. What it takes its time for is its own to limit.
 */
public interface Dialer {

    /**
     * Connect.
     *
     * @param host a name, or an address without brackets
     * @param request the request that the dial was begun for
     */
    Socket dial(String host, int port, Request request) throws IOException;
}
