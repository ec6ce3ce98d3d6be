package dev.connleak.clients;

import static dev.connleak.clients.Hooks.ANY;
import static dev.connleak.clients.Value.THIS;
import static dev.connleak.clients.Value.argument;
import static dev.connleak.clients.Value.field;

import dev.connleak.track.Description;
import dev.connleak.track.Event;
import dev.connleak.track.Inspector;
import dev.connleak.track.Inspector.Listing;
import dev.connleak.track.Inspector.PoolLimits;
import java.io.Closeable;
import java.nio.Buffer;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's {@code HttpClient} 9.4.40 to 12.1, HTTP/1.1. What the application makes and closes is the client, so that is the pool;
 * Jetty keeps a pool for each destination below it. The application enters on its own thread in {@code HttpRequest}; the
 * exchange is an {@code HttpExchange}, which waits in its destination's queue until a channel takes it.
 *
 * <p>A lease ends before Jetty's pool hears of it, in the connection: {@code AbstractConnectionPool.released} comes too late,
 * when another thread may have the connection already.
 *
 * <p>A body is the application's own listener, {@code InputStreamResponseListener}, whether its stream is asked for or not.
 * The live connection reaches it, so its loss is never proven; a stall is what can be seen, unless a {@link Substitution} of
 * the stream is handed out. Listeners that are called with
 * each piece of content hold nothing back, but for those that ask for demand themselves, of which nothing is known.
 */
final class JettyClient extends Client {
    private static final String CLIENT = "org.eclipse.jetty.client.";
    /** A TLS end point is laid over the one that has the socket. */
    private static final int END_POINTS = 3;

    private final boolean substitutes;

    /** @param substitutes whether there is a wrapper that can be handed out in place of a stream */
    JettyClient(boolean substitutes) {
        super("jetty-client", "9.4.40 to 12.1, HTTP/1.1", "held reused closed reused held closed closed closed");
        this.substitutes = substitutes;
    }

    @Override
    public String advice() {
        return "Close the stream on every path, whatever the status is: try (InputStream in = listener.getInputStream()) { … };"
                + " abort the response where its body is not wanted; or use request.send() or a BufferingResponseListener,"
                + " which read to the end.";
    }

    @Override
    public String sharing() {
        return "Make one HttpClient, start it once and share it, it is thread-safe; stop() one that is not needed any more.";
    }

    /** A client that was started has a selector's thread until it is stopped. */
    @Override
    boolean hasThread(Object pool, Objects read) {
        return Boolean.TRUE.equals(read.call(pool, "isRunning"));
    }

    @Override
    public void hooks(Hooks on) {
        on.type(CLIENT + "HttpClient")
                .exit("<init>", ANY, Event.POOL_OPENED, THIS)
                .enter("doStop", 0, Event.POOL_CLOSED, THIS);
        generation(on, CLIENT, CLIENT + "http.", CLIENT + "util.");
        on.type(CLIENT + "util.InputStreamResponseListener")
                .enter("onHeaders", 1, Event.BODY, THIS, argument(0), field("chunks"));
        on.type(CLIENT + "util.InputStreamResponseListener$Input")
                .enter("close", 0, Event.CLOSE_ENTERED, field("this$0"))
                .leave("close", 0, Event.CLOSE_LEFT, field("this$0"));
        generation(on, CLIENT + "transport.", CLIENT + "transport.internal.", CLIENT);
        on.type(CLIENT + "InputStreamResponseListener")
                .enter("onHeaders", 1, Event.BODY, THIS, argument(0), field("chunkCallbacks"))
                .enter("close", 0, Event.CLOSE_ENTERED, THIS)
                .leave("close", 0, Event.CLOSE_LEFT, THIS);
        if (substitutes) {
            substitute(on, CLIENT + "util.");
            substitute(on, CLIENT);
            on.type(Hook.STREAM).enter("told", 2, Event.SUBSTITUTED, argument(0), argument(1));
        }
    }

    /** The stream is made in the method that returns it, and nowhere else: the agent is asked with it in hand. */
    private static void substitute(Hooks on, String listeners) {
        on.type(listeners + "InputStreamResponseListener$Input")
                .exit("<init>", ANY, Event.ALIAS, THIS, field("this$0"));
        on.type(listeners + "InputStreamResponseListener").replaced("getInputStream", 0, Event.SUBSTITUTED);
    }

    /** What is the same before and from 12 on, but for its packages. */
    private static void generation(Hooks on, String transport, String http, String listeners) {
        // All ways to send come together here, on the application's thread.
        on.type(transport + "HttpRequest")
                .enter("sendAsync", 2, Event.POOL_SEEN, field("client"))
                .enter("sendAsync", 2, Event.CALLED, THIS, THIS, field("conversation"))
                .enter("sendAsync", 2, Event.ALIAS, field("conversation"), THIS)
                .enter("abort", 1, Event.CANCELLED, THIS);
        // But for one: on a connection that the application got from a destination.
        on.type(transport + "HttpConnection").enter("send", 2, Event.CALLED, argument("Request"), argument("Request"));
        // Redirects and authentication: who overrides the application's listeners sends the next request, on any
        // thread.
        on.type(transport + "HttpConversation").enter("updateResponseListeners", 1, Event.CONTINUED, THIS, argument(0));
        on.type(transport + "HttpExchange")
                .exit("<init>", ANY, Event.ALIAS, field("response"), field("request"))
                .exit("<init>", ANY, Event.ALIAS, THIS, field("request"));
        on.type(transport + "HttpDestination")
                .enter("newConnection", 1, Event.POOL_SEEN, field("client"))
                .enter("newConnection", 1, Event.ALIAS, THIS, field("client"));
        on.type(http + "HttpConnectionOverHTTP")
                .exit("<init>", ANY, Event.CONNECTION_OPENED, THIS, argument("HttpDestination"))
                .enter("addBytesIn", 1, Event.READ, THIS)
                .enter("addBytesOut", 1, Event.WRITTEN, THIS)
                .enter("release", 0, Event.RELEASED, THIS)
                .enter("onIdleExpired", ANY, Event.EXPIRED, THIS)
                // To be used for another protocol, or as a tunnel.
                .enter("remove", 0, Event.CONNECTION_CLOSED, THIS)
                .enter("close", 1, Event.CONNECTION_CLOSED, THIS);
        on.type(http + "HttpChannelOverHTTP")
                .enter("send", 1, Event.EXCHANGE_STARTED, argument(0), argument(0), field("connection"));
        on.type(transport + "HttpReceiver").enter("responseHeaders", 1, Event.HEAD, argument(0), argument(0));
        on.type(listeners + "InputStreamResponseListener")
                .enter("onHeaders", 1, Event.ALIAS, THIS, argument(0))
                .enter("onSuccess", 1, Event.TRANSPORT_EOF, THIS);
        on.type(listeners + "InputStreamResponseListener$Input")
                .readEnded("read", 3, Event.EOF, field("this$0"))
                .thrown("read", 3, Event.READ_FAILED, field("this$0"));
    }

    @Override
    void request(Object request, Objects read, Description into) {
        Object method = read.call(request, "getMethod");
        Object uri = read.call(request, "getURI");
        into.method = method == null ? null : method.toString();
        into.url = uri == null ? null : uri.toString();
    }

    /** The head is read off the exchange, for that is what the hook has. */
    @Override
    void response(Object exchange, Objects read, Description into) {
        Object response = read.field(exchange, "response");
        Object fields = read.field(response, "headers");
        Heads.describeUnchanged((int) read.number(response, "status"), name -> value(fields, name, read), into);
    }

    /** {@code HttpFields} is an {@code Iterable} of fields in all versions. */
    private static @Nullable String value(@Nullable Object fields, String name, Objects read) {
        if (fields instanceof Iterable) {
            for (Object field : (Iterable<?>) fields) {
                Object named = read.call(field, "getName");
                if (named != null && name.equalsIgnoreCase(named.toString())) {
                    Object value = read.call(field, "getValue");
                    return value == null ? null : value.toString();
                }
            }
        }
        return null;
    }

    @Override
    @Nullable
    Closeable socket(Object connection, Objects read) {
        Object at = read.call(connection, "getEndPoint");
        for (int depth = 0; depth < END_POINTS && at != null && !(at instanceof SocketChannel); depth++) {
            at = read.call(at, "getTransport");
        }
        return at instanceof SocketChannel ? (Closeable) at : null;
    }

    @Override
    PoolLimits limits(Object client, Objects read) {
        Object each = read.call(client, "getMaxConnectionsPerDestination");
        Object idle = read.call(client, "getIdleTimeout");
        return new PoolLimits(
                null,
                each instanceof Integer ? (Integer) each : null,
                idle instanceof Long && (Long) idle > 0 ? (Long) idle : null);
    }

    @Override
    void list(Object client, Objects read, Listing into) {
        int waiting = 0;
        Object destinations = read.field(client, "destinations");
        if (destinations instanceof Map) {
            for (Object destination : ((Map<?, ?>) destinations).values()) {
                Object origin = read.call(read.field(destination, "origin"), "asString");
                String route = origin == null ? null : origin.toString();
                Object pool = read.field(destination, "connectionPool");
                connections(read.call(pool, "getActiveConnections"), true, route, into);
                connections(read.call(pool, "getIdleConnections"), false, route, into);
                Object queue = read.field(destination, "exchanges");
                waiting += queue instanceof Collection ? ((Collection<?>) queue).size() : 0;
            }
        }
        into.waiting(waiting);
    }

    /** Those of HTTP/1.1; another protocol's carry any number of exchanges at a time. */
    private static void connections(@Nullable Object all, boolean leased, @Nullable String route, Listing into) {
        if (all instanceof Collection) {
            for (Object connection : (Collection<?>) all) {
                if (connection.getClass().getName().endsWith(".HttpConnectionOverHTTP")) {
                    into.connection(connection, leased, route);
                }
            }
        }
    }

    /**
     * Which piece of content waits to be taken, and how much is left of it: where none waits, the peer is the slow one. The
     * queue is guarded by a lock that is the application's too, so it is read without.
     */
    @Override
    long progress(Object sample, Objects read) {
        if (!(sample instanceof Queue)) {
            return Inspector.UNKNOWN_PROGRESS;
        }
        Object first;
        try {
            first = ((Queue<?>) sample).peek();
        } catch (RuntimeException changedMeanwhile) {
            // Somebody takes from it or adds to it: it moves.
            return Inspector.CAUGHT_UP;
        }
        if (first == null) {
            return Inspector.CAUGHT_UP;
        }
        Object own = read.field(first, "buffer");
        Object buffer = own == null ? read.call(read.field(first, "chunk"), "getByteBuffer") : own;
        long left = buffer instanceof Buffer ? ((Buffer) buffer).remaining() : 0;
        return (left << 32) + System.identityHashCode(first);
    }
}
