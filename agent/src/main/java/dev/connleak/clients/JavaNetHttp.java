package dev.connleak.clients;

import static dev.connleak.clients.Hooks.ANY;
import static dev.connleak.clients.Value.THIS;
import static dev.connleak.clients.Value.argument;
import static dev.connleak.clients.Value.field;

import dev.connleak.track.Description;
import dev.connleak.track.Event;
import dev.connleak.track.Inspector;
import dev.connleak.track.Inspector.Found;
import dev.connleak.track.Inspector.Listing;
import dev.connleak.track.Inspector.PoolLimits;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.net.http.HttpClient} of JDK 11 to 25, HTTP/1.1. The application's entry is an {@code HttpRequestImpl}, made on
 * its own thread for {@code send} and {@code sendAsync} alike; a lease is an {@code Http1Exchange}.
 *
 * <p>The live connection reaches the body's stream, so its loss is never proven; a stall is what can be seen, unless a
 * {@link Substitution} is handed out. The body's
 * key and what its progress is read off is the queue between transport and stream: it holds a buffer as long as the
 * application does not take it, and it does not reach the stream. A body is looked for while {@code readBodyAsync} asks the
 * application's handler for a subscriber, since that may be wrapped in any number of others.
 */
final class JavaNetHttp extends Client {
    private static final String HTTP = "jdk.internal.net.http.";

    private final boolean substitutes;

    /** @param substitutes whether there are wrappers that can be handed out in place of bodies */
    JavaNetHttp(boolean substitutes) {
        super("java-net-http", "of JDK 11 to 25", "held reused closed reused held closed closed closed");
        this.substitutes = substitutes;
    }

    @Override
    public String advice() {
        return "Close the stream on every path: try (InputStream in = response.body()) { … }; subscribe to a publisher or"
                + " cancel it; or use BodyHandlers.ofString, ofByteArray or discarding, which read to the end.";
    }

    @Override
    public String finishing() {
        return "Let the BodyPublisher complete or fail on every path: onSubscribe, then onNext for what is requested, then"
                + " onComplete or onError; HttpRequest.timeout ends one that never does.";
    }

    @Override
    public boolean partOfJdk() {
        return true;
    }

    @Override
    public String sharing() {
        return "Make one HttpClient and share it, it is thread-safe; from 21 on close one that is not needed any more.";
    }

    /** {@code HttpClient} is {@code AutoCloseable} from 21 on; its selector thread ends when nobody refers to it. */
    @Override
    boolean endsByItself() {
        try {
            Class.forName("java.net.http.HttpClient", false, JavaNetHttp.class.getClassLoader())
                    .getMethod("close");
            return false;
        } catch (ReflectiveOperationException e) {
            // Before 21, or without the module: nothing to close.
            return true;
        }
    }

    @Override
    boolean hasThread(Object pool, Objects read) {
        Object selector = read.field(pool, "selmgr");
        return selector instanceof Thread && ((Thread) selector).isAlive();
    }

    @Override
    public void hooks(Hooks on) {
        on.type(HTTP + "HttpClientImpl")
                .exit("<init>", ANY, Event.POOL_OPENED, THIS)
                .enter("stop", 0, Event.POOL_CLOSED, THIS);
        // Of the two things an exchange is made of, the request is known first; after a redirect it is another one.
        on.type(HTTP + "HttpRequestImpl").exit("<init>", 2, Event.CALLED, THIS, argument("HttpRequest"));
        on.type(HTTP + "MultiExchange").exit("<init>", ANY, Event.ALIAS, THIS, argument("HttpRequestImpl"));
        on.type(HTTP + "Exchange")
                .exit("<init>", ANY, Event.ALIAS, THIS, argument("HttpRequestImpl"))
                .exit("<init>", ANY, Event.ALIAS, THIS, argument("MultiExchange"));
        on.type(HTTP + "Http1Exchange")
                .exit("<init>", 2, Event.CONNECTION_SEEN, field("connection"), field("client"))
                .exit("<init>", 2, Event.EXCHANGE_STARTED, THIS, argument("Exchange"), field("connection"))
                .enter("readBodyAsync", 3, Event.SCOPE_STARTED, THIS)
                .leave("readBodyAsync", 3, Event.SCOPE_ENDED, Value.NOTHING)
                .enter("cancel", ANY, Event.CANCELLED, THIS);
        on.type(HTTP + "Http1Response").enter("readBody", 3, Event.HEAD, field("exchange"), THIS);
        // Whether the head wanted it closed shows in which of the two is done.
        on.type(HTTP + "HttpConnection").enter("closeOrReturnToCache", 1, Event.TRANSPORT_EOF, THIS);
        on.type(HTTP + "ConnectionPool").enter("returnToPool", 1, Event.RELEASED, argument(0));
        on.type(HTTP + "PlainHttpConnection")
                .exit("<init>", ANY, Event.CONNECTION_SEEN, THIS, argument("HttpClientImpl"))
                .exit("<init>", ANY, Event.ALIAS, field("tube"), THIS)
                .enter("close", ANY, Event.CONNECTION_CLOSED, THIS);
        on.type(HTTP + "AsyncSSLConnection").exit("<init>", ANY, Event.ALIAS, THIS, field("plainConnection"));
        on.type(HTTP + "SocketTube")
                .exit("readAvailable", 1, Event.READ, THIS)
                .exit("writeAvailable", 1, Event.WRITTEN, THIS);
        on.type(HTTP + "ResponseSubscribers$HttpResponseInputStream")
                .exit("<init>", 1, Event.BODY, THIS, field("buffers"), field("buffers"))
                .readEnded("read", 3, Event.EOF, field("buffers"))
                .enter("onComplete", 0, Event.TRANSPORT_EOF, field("buffers"))
                .enter("close", 0, Event.CLOSE_ENTERED, field("buffers"))
                .leave("close", 0, Event.CLOSE_LEFT, field("buffers"));
        on.type(HTTP + "ResponseSubscribers$PublishingBodySubscriber")
                .exit("<init>", 0, Event.BODY, THIS, field("subscribedCF"))
                .enter("subscribe", 1, Event.SUBSCRIBED, field("subscribedCF"))
                .enter("onComplete", 0, Event.TRANSPORT_EOF, field("subscribedCF"));
        if (substitutes) {
            on.type(HTTP + "HttpResponseImpl").exit("<init>", 5, Event.ALIAS, THIS, argument("Exchange"));
            // Of send and sendAsync; below the future that the application gets, which is the JDK's own with its own
            // cancel.
            on.type(HTTP + "MultiExchange").replaced("responseAsync", 1, Event.SUBSTITUTED);
            on.type(Hook.SUBSTITUTION).enter("told", 2, Event.SUBSTITUTED, argument(0), argument(1));
        }
    }

    @Override
    void request(Object request, Objects read, Description into) {
        Object method = read.call(request, "method");
        Object uri = read.call(request, "uri");
        into.method = method == null ? null : method.toString();
        into.url = uri == null ? null : uri.toString();
    }

    @Override
    void response(Object response, Objects read, Description into) {
        final Object headers = read.call(read.field(response, "headers"), "map");
        Heads.describeUnchanged(
                (int) read.number(response, "responseCode"),
                name -> {
                    // A TreeMap that ignores case.
                    Object values = headers instanceof Map ? ((Map<?, ?>) headers).get(name) : null;
                    return values instanceof List && !((List<?>) values).isEmpty()
                            ? String.valueOf(((List<?>) values).get(0))
                            : null;
                },
                into);
    }

    @Override
    @Nullable
    Closeable socket(Object connection, Objects read) {
        Object channel = read.call(connection, "channel");
        return channel instanceof Closeable ? (Closeable) channel : null;
    }

    /** Each client has a selector's thread, which ends only with the client. */
    @Override
    void reach(int number, Thread thread, Objects read, Found into) {
        if (thread.getClass().getName().equals(HTTP + "HttpClientImpl$SelectorManager")) {
            Object owner = read.field(thread, "owner");
            if (owner != null) {
                into.pool(number, owner);
            }
        }
    }

    /** What the JDK made of {@code jdk.httpclient.keepalive.timeout}, in seconds; up to 19 it is kept in the pool's class. */
    @Override
    PoolLimits limits(Object client, Objects read) {
        Object own = read.field(client, "KEEP_ALIVE_TIMEOUT");
        Object seconds = own == null ? read.field(read.field(client, "connections"), "KEEP_ALIVE") : own;
        return seconds instanceof Long && (Long) seconds >= 0
                ? new PoolLimits(null, null, TimeUnit.SECONDS.toMillis((Long) seconds))
                : PoolLimits.UNKNOWN;
    }

    /** The pool knows what is idle; what is lent is known from 21 on, where the client keeps a set of all. */
    @Override
    void list(Object client, Objects read, Listing into) {
        Set<Object> idle = Collections.newSetFromMap(new IdentityHashMap<>());
        Object pool = read.field(client, "connections");
        idle(read.field(pool, "plainPool"), "http://", idle, read, into);
        idle(read.field(pool, "sslPool"), "https://", idle, read, into);
        Object all = read.field(client, "openedConnections");
        if (all instanceof Collection) {
            for (Object plain : (Collection<?>) all) {
                if (!idle.contains(plain)) {
                    into.connection(plain, true, route("http://", plain, read), read.field(plain, "tube"));
                }
            }
        }
    }

    private static void idle(@Nullable Object pool, String scheme, Set<Object> idle, Objects read, Listing into) {
        if (!(pool instanceof Map)) {
            return;
        }
        for (Object list : ((Map<?, ?>) pool).values()) {
            for (Object connection : (Collection<?>) list) {
                Object below = read.field(connection, "plainConnection");
                Object plain = below == null ? connection : below;
                idle.add(plain);
                into.connection(
                        plain,
                        false,
                        route(scheme, connection, read),
                        below == null ? null : connection,
                        read.field(plain, "tube"));
            }
        }
    }

    private static @Nullable String route(String scheme, Object connection, Objects read) {
        Object address = read.field(connection, "address");
        return address instanceof InetSocketAddress
                ? scheme + ((InetSocketAddress) address).getHostString() + ":" + ((InetSocketAddress) address).getPort()
                : null;
    }

    /** Identity of the buffers that wait to be taken, and how many there are: where none waits, the peer is the slow one. */
    @Override
    long progress(Object sample, Objects read) {
        if (!(sample instanceof Queue)) {
            return Inspector.UNKNOWN_PROGRESS;
        }
        Object first = ((Queue<?>) sample).peek();
        if (first == null) {
            return Inspector.CAUGHT_UP;
        }
        return ((long) ((Collection<?>) sample).size() << 32) + System.identityHashCode(first);
    }

    /**
     * Between head and end, with nothing that waits for the socket: it is the publisher's turn. The queue above the socket
     * says nothing, for a worker that is stuck in the application's stream keeps it from being emptied. While the server
     * is asked whether it wants the body ({@code Expect}) there is no subscriber yet. How far it is shows in the time of
     * the last write.
     */
    @Override
    long requestProgress(Object exchange, Object connection, @Nullable Object sample, int inside, Objects read) {
        Object writer = read.field(read.field(connection, "tube"), "writeSubscriber");
        boolean waits = "BODY".equals(String.valueOf(read.field(exchange, "state")))
                && read.field(exchange, "bodySubscriber") != null
                && writer != null
                && read.field(writer, "current") == null;
        return waits ? 0 : Inspector.NOT_WAITING;
    }
}
