package dev.connleak.clients;

import static dev.connleak.clients.Hooks.ANY;
import static dev.connleak.clients.Value.RESULT;
import static dev.connleak.clients.Value.THIS;
import static dev.connleak.clients.Value.argument;
import static dev.connleak.clients.Value.field;
import static dev.connleak.clients.Value.inherited;

import dev.connleak.track.Description;
import dev.connleak.track.Event;
import dev.connleak.track.Inspector;
import dev.connleak.track.Inspector.Listing;
import dev.connleak.track.Inspector.PoolLimits;
import java.io.Closeable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicMarkableReference;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient 5.0 to 5.6, classic. The lease is an {@code InternalExecRuntime}, whatever the connection manager;
 * the body's handle is the {@code ResponseEntityProxy}, which every stream, entity and response of the application
 * reaches and the pool does not.
 */
final class ApacheHttpClient5 extends Client {
    private static final String CLASSIC = "org.apache.hc.client5.http.impl.classic.";
    private static final String IO = "org.apache.hc.client5.http.impl.io.";

    ApacheHttpClient5() {
        super("apache-httpclient-5", "5.0 to 5.6, classic", "held reused reused reused held closed closed closed");
    }

    @Override
    public String advice() {
        return "Close each response: try (CloseableHttpResponse r = client.execute(…)) { … }, or pass an"
                + " HttpClientResponseHandler, which does it for you.";
    }

    @Override
    public String finishing() {
        return "Let HttpEntity.writeTo, or the stream that the entity reads from, end or fail in bounded time; give what"
                + " it reads from a timeout of its own.";
    }

    @Override
    public String returning() {
        return "Give each connection back on every path: ConnectionEndpoint endpoint = request.get(…); try { … } finally {"
                + " manager.release(endpoint, null, TimeValue.NEG_ONE_MILLISECOND); }.";
    }

    @Override
    public String sharing() {
        return "Make one CloseableHttpClient and share it, it is thread-safe; where one is made for a task, close it:"
                + " try (CloseableHttpClient client = …) { … }.";
    }

    @Override
    public void hooks(Hooks on) {
        on.type(IO + "PoolingHttpClientConnectionManager")
                .exit("<init>", ANY, Event.POOL_OPENED, THIS)
                .enter("lease", 4, Event.POOL_ASKED, THIS)
                .enter("release", 3, Event.RELEASED, argument(0))
                .enter("close", ANY, Event.POOL_CLOSED, THIS);
        on.type(IO + "BasicHttpClientConnectionManager")
                .exit("<init>", ANY, Event.POOL_OPENED, THIS)
                .enter("close", ANY, Event.POOL_CLOSED, THIS);
        // A pool entry is one connection at a time; an endpoint is one lease's name for it.
        on.type(IO + "PoolingHttpClientConnectionManager$InternalConnectionEndpoint")
                .exit("<init>", ANY, Event.CONNECTION_SEEN, argument("PoolEntry"))
                .exit("<init>", ANY, Event.LENT, THIS, argument("PoolEntry"));
        on.type("org.apache.hc.core5.pool.PoolEntry")
                .exit("assignConnection", 1, Event.CONNECTION_SEEN, THIS)
                .exit("assignConnection", 1, Event.ALIAS, argument(0), THIS)
                .enter("discardConnection", 1, Event.CONNECTION_CLOSED, THIS);
        on.type("org.apache.hc.core5.http.impl.io.BHttpConnectionBase")
                .exit("createContentOutputStream", 4, Event.UPLOAD, THIS, RESULT);
        on.type(CLASSIC + "InternalExecRuntime")
                .enter("acquireEndpoint", 4, Event.WAIT_STARTED, field("manager"))
                .exit("acquireEndpoint", 4, Event.LEASED, THIS, field("endpointRef"), field("manager"))
                .leave("acquireEndpoint", 4, Event.WAIT_ENDED, field("manager"))
                .enter("execute", ANY, Event.REQUEST, THIS, argument("ClassicHttpRequest"))
                .exit("execute", ANY, Event.HEAD, THIS, RESULT)
                .exit("execute", ANY, Event.WRITTEN, THIS)
                .exit("execute", ANY, Event.READ, THIS)
                .enter("markConnectionNonReusable", 0, Event.KEEP_ALIVE, THIS, THIS)
                .enter("cancel", 0, Event.CANCELLED, THIS)
                .enter("cancel", 0, Event.RELEASED, THIS, THIS)
                .enter("releaseEndpoint", 0, Event.RELEASED, THIS)
                .enter("discardEndpoint", 0, Event.RELEASED, THIS, THIS);
        on.type(CLASSIC + "ResponseEntityProxy")
                .exit("<init>", 2, Event.BODY, THIS, field("execRuntime"), argument("HttpEntity"))
                .exit("getContent", 0, Event.ALIAS, RESULT, field("execRuntime"))
                .enter("eofDetected", 1, Event.READ, field("execRuntime"))
                .enter("eofDetected", 1, Event.EOF, field("execRuntime"))
                .enter("streamClosed", 1, Event.CLOSE_ENTERED, field("execRuntime"))
                .leave("streamClosed", 1, Event.CLOSE_LEFT, field("execRuntime"))
                .enter("streamAbort", 1, Event.CLOSE_ENTERED, field("execRuntime"))
                .leave("streamAbort", 1, Event.CLOSE_LEFT, field("execRuntime"))
                .optional()
                .enter("close", 0, Event.CLOSE_ENTERED, field("execRuntime"))
                .optional()
                .leave("close", 0, Event.CLOSE_LEFT, field("execRuntime"));
        on.type(CLASSIC + "CloseableHttpResponse")
                .optional()
                .enter("close", ANY, Event.CLOSE_ENTERED, field("execRuntime"))
                .optional()
                .leave("close", ANY, Event.CLOSE_LEFT, field("execRuntime"));
        // A decoded body has two ends: gzip's trailer, which the application meets, and the last chunk behind it.
        on.type("java.util.zip.GZIPInputStream")
                .readEnded("read", 3, Event.EOF, inherited("in", "Ljava/io/InputStream;"));
    }

    @Override
    void request(Object request, Objects read, Description into) {
        into.method = text(read.call(request, "getMethod"));
        into.url = text(read.call(request, "getRequestUri"));
        Object uri = read.call(request, "getUri");
        if (uri != null) {
            into.url = uri.toString();
        }
    }

    @Override
    void response(Object response, Objects read, Description into) {
        Object code = read.call(response, "getCode");
        final Object headers = read.call(response, "getHeaders");
        Heads.describe(
                code instanceof Integer ? (Integer) code : 0,
                name -> {
                    if (headers instanceof Object[]) {
                        for (Object header : (Object[]) headers) {
                            if (name.equalsIgnoreCase(text(read.call(header, "getName")))) {
                                return text(read.call(header, "getValue"));
                            }
                        }
                    }
                    return null;
                },
                into);
        if (into.framing == null && isUntilClose(read.field(response, "entity"), read)) {
            into.framing = "until-close";
        }
    }

    /** A decoded response has lost its length header; the innermost entity's stream still tells how it is framed. */
    private static boolean isUntilClose(@Nullable Object entity, Objects read) {
        Object inner = entity;
        for (Object next = inner; next != null; next = read.field(inner, "wrappedEntity")) {
            inner = next;
        }
        Object content = read.field(inner, "content");
        return content != null && content.getClass().getName().endsWith(".IdentityInputStream");
    }

    @Override
    @Nullable
    Closeable socket(Object connection, Objects read) {
        // PoolEntry.connRef → ManagedHttpClientConnection.getSocket()
        Object managed = read.call(connection, "getConnection");
        Object socket = read.call(managed, "getSocket");
        return socket instanceof Closeable ? (Closeable) socket : null;
    }

    /**
     * The framing stream inside the wrapped entity: {@code pos} counts a length, or the bytes of one chunk; the session's
     * buffer moves with every framing.
     */
    @Override
    long progress(Object sample, Objects read) {
        Object content = read.field(sample, "content");
        if (content == null) {
            return Inspector.UNKNOWN_PROGRESS;
        }
        Object buffer = read.field(content, "buffer");
        long sum = read.number(content, "pos");
        sum = sum * 31 + read.number(content, "chunkSize");
        sum = sum * 31 + read.number(buffer, "bufferPos");
        return sum * 31 + read.number(read.field(buffer, "metrics"), "bytesTransferred");
    }

    /** A body that the caller's thread has begun to write and is not writing now: it is in the entity's code. */
    @Override
    long requestProgress(Object exchange, Object connection, @Nullable Object sample, int inside, Objects read) {
        if (inside != 0 || !Boolean.FALSE.equals(read.field(sample, "closed"))) {
            return Inspector.NOT_WAITING;
        }
        Object output = read.field(read.call(connection, "getConnection"), "outbuffer");
        long sum = read.number(read.field(output, "metrics"), "bytesTransferred");
        sum = sum * 31 + read.number(read.field(output, "buffer"), "len");
        return sum * 31 + read.number(sample, "cachePosition");
    }

    @Override
    long leaseProgress(Object connection, Objects read) {
        Object managed = read.call(connection, "getConnection");
        Object output = read.field(managed, "outbuffer");
        Object input = read.field(managed, "inBuffer");
        long sum = read.number(read.field(output, "metrics"), "bytesTransferred");
        sum = sum * 31 + read.number(read.field(output, "buffer"), "len");
        sum = sum * 31 + read.number(read.field(input, "metrics"), "bytesTransferred");
        return sum * 31 + read.number(input, "bufferPos");
    }

    @Override
    boolean asksForBodies() {
        return true;
    }

    @Override
    PoolLimits limits(Object pool, Objects read) {
        Object max = read.call(pool, "getMaxTotal");
        Object perRoute = read.call(pool, "getDefaultMaxPerRoute");
        return new PoolLimits(
                max instanceof Integer ? (Integer) max : null,
                perRoute instanceof Integer ? (Integer) perRoute : null,
                leastOfRoutes(read.field(pool, "pool"), read),
                idleTimeout(pool, read),
                null);
    }

    /**
     * {@code ConnectionConfig.idleTimeout}, which 5.4 does not have yet, where one configuration was set for all routes:
     * the manager and its builder then make a resolver of their own, which keeps it. The application's own is not asked.
     * The age at which an evictor closes what is idle is known to the evictor's thread alone, and how long a single
     * connection is good for is agreed upon with each response.
     */
    private static @Nullable Long idleTimeout(Object manager, Objects read) {
        Object resolver = read.field(manager, "connectionConfigResolver");
        if (resolver == null || !resolver.getClass().getName().contains(IO + "PoolingHttpClientConnectionManager")) {
            return null;
        }
        Object timeout = read.call(read.field(resolver, "arg$1"), "getIdleTimeout");
        Object millis = read.call(timeout, "toMilliseconds");
        return millis instanceof Long && (Long) millis > 0 ? (Long) millis : null;
    }

    /** {@code StrictConnPool} keeps the limits of single routes in one map, {@code LaxConnPool} one in each route's pool. */
    private static @Nullable Integer leastOfRoutes(@Nullable Object pool, Objects read) {
        Object strict = read.field(pool, "maxPerRoute");
        Object lax = read.field(pool, "routeToPool");
        Integer least = null;
        if (strict instanceof Map) {
            for (Object each : ((Map<?, ?>) strict).values()) {
                least = least(least, each);
            }
        } else if (lax instanceof Map) {
            for (Object each : ((Map<?, ?>) lax).values()) {
                least = least(least, read.field(each, "max"));
            }
        }
        return least;
    }

    private static @Nullable Integer least(@Nullable Integer least, @Nullable Object other) {
        return other instanceof Integer && (least == null || (Integer) other < least) ? (Integer) other : least;
    }

    /** {@code StrictConnPool} keeps what is lent in one set, {@code LaxConnPool} in one for each route. */
    @Override
    void list(Object manager, Objects read, Listing into) {
        Object pool = read.field(manager, "pool");
        Object routes = read.field(pool, "leased") == null ? read.field(pool, "routeToPool") : null;
        Collection<?> parts = routes instanceof Map ? ((Map<?, ?>) routes).values() : Collections.singleton(pool);
        int waiting = 0;
        for (Object part : parts) {
            Object leased = read.field(part, "leased");
            entries(leased instanceof Map ? ((Map<?, ?>) leased).keySet() : leased, true, read, into);
            entries(read.field(part, "available"), false, read, into);
            Object requests = read.field(part, "pendingRequests");
            Object pending = requests == null ? read.field(part, "pending") : requests;
            if (pending instanceof Collection) {
                for (Object request : (Collection<?>) pending) {
                    waiting += Boolean.TRUE.equals(read.call(request, "isDone")) ? 0 : 1;
                }
            }
        }
        into.waiting(waiting);
    }

    private static void entries(@Nullable Object holder, boolean leased, Objects read, Listing into) {
        if (holder instanceof Collection) {
            for (Object each : (Collection<?>) holder) {
                Object entry = each instanceof AtomicMarkableReference
                        ? ((AtomicMarkableReference<?>) each).getReference()
                        : each;
                if (entry != null) {
                    Object target = read.call(read.call(entry, "getRoute"), "getTargetHost");
                    into.connection(entry, leased, text(read.call(target, "toURI")));
                }
            }
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Of a length, {@code ContentLengthInputStream.pos}; of chunks only the current one is counted. */
    @Override
    long bytesRead(Object sample, long length, Objects read) {
        Object content = read.field(sample, "content");
        return length >= 0 && read.field(content, "contentLength") != null ? read.number(content, "pos") : -1;
    }
}
