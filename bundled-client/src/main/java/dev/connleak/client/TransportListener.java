package dev.connleak.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Is told what a transport does for a request (Go semantics, 8): for one request by {@link RequestBuilder#listener}, for
 * all of them by {@link TransportBuilder#listener}. Those of a request are told first, the last given before the others.
 *
 * <p>The events of one attempt, with the threads they come on; a retry or a redirect begins anew:
 *
 * <ul>
 *   <li>the caller's: {@link #getConnection}, then {@link #gotConnection} unless there was none;
 *   <li>the dial's, between the two, if this request began one: {@link #dnsStart} to {@link #tlsHandshakeDone}. They go
 *       on when the request was served by another connection, or is over;
 *   <li>the writer loop's, or the caller's for a request that is a head alone: {@link #wroteHeaderField},
 *       {@link #wroteHeaders}, {@link #waitingForContinue}, {@link #wroteRequest}, the last possibly after the response;
 *   <li>the reader loop's: {@link #gotFirstResponseByte}, {@link #gotContinue}, {@link #gotInterimResponse},
 *       {@link #bodyOpened};
 *   <li>the reader loop's, or the thread's that reads the last byte: {@link #connectionPut}, before a response without a
 *       body is handed out, and before the read that meets the end of a body returns;
 *   <li>the thread's that reads or closes: {@link #bodyEnded}, {@link #bodyClosedEarly};
 *   <li>the thread's that closes the connection: {@link #connectionClosed}.
 * </ul>
 *
 * <p>They are told on the spot, so a slow listener slows its request. What one throws goes to the thread's handler of
 * uncaught exceptions and changes nothing. A lease that was got, and neither put nor closed, is a leak.
 */
public interface TransportListener {

    /** A connection is wanted, even if an idle one is there. */
    default void getConnection(Request request, String hostAndPort) {}

    default void dnsStart(Request request, String host) {}

    /** @param failure why there are no addresses, or null */
    default void dnsDone(Request request, String host, List<InetAddress> addresses, @Nullable IOException failure) {}

    /** One address is tried; another may follow. */
    default void connectStart(Request request, InetSocketAddress address) {}

    default void connectDone(Request request, InetSocketAddress address, @Nullable IOException failure) {}

    /** The first of one or two handshakes: with a proxy, with the origin. */
    default void tlsHandshakeStart(Request request, String hostAndPort) {}

    /** @param session what was agreed on, or null if that failed */
    default void tlsHandshakeDone(
            Request request, String hostAndPort, @Nullable SSLSession session, @Nullable IOException failure) {}

    /**
     * The request has a connection.
     *
     * @param reused whether it was made for another request, or has served one
     * @param idleTime how long it was idle; null if it comes straight from its dial or from another request
     */
    default void gotConnection(Request request, long connectionId, boolean reused, @Nullable Duration idleTime) {}

    /** A field was written, though not sent yet. Its value may be a secret. */
    default void wroteHeaderField(Request request, String name, String value) {}

    default void wroteHeaders(Request request) {}

    default void waitingForContinue(Request request) {}

    /** The request is on its way, or was given up. */
    default void wroteRequest(Request request, @Nullable IOException failure) {}

    /** The first byte of the first head, which may be an interim one's. */
    default void gotFirstResponseByte(Request request) {}

    /** The server wants the body. {@link #gotInterimResponse} follows. */
    default void gotContinue(Request request) {}

    default void gotInterimResponse(Request request, int status, Headers headers) {}

    /**
     * The pool was offered the connection back. It is not where it takes none, nor where another condition for its reuse
     * has failed before, an early close of the body among them.
     *
     * @param refusal why it did not take it, or null
     */
    default void connectionPut(Request request, long connectionId, @Nullable CloseReason refusal) {}

    /** A response is about to be handed out whose body must be read to its end or closed. */
    default void bodyOpened(Request request, long connectionId) {}

    /** The application has the last byte, or was told that there is none. */
    default void bodyEnded(Request request, long connectionId) {}

    /** The application closed the body before its end, or a read of it failed. */
    default void bodyClosedEarly(Request request, long connectionId) {}

    /**
     * A connection was closed; its socket is, in a moment.
     *
     * @param request the request that held it, or null; then only the transport's listener is told
     */
    default void connectionClosed(@Nullable Request request, long connectionId, CloseReason reason) {}
}
