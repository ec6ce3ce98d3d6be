package dev.connleak.clients;

import static dev.connleak.clients.Hooks.ANY;
import static dev.connleak.clients.Value.RESULT;
import static dev.connleak.clients.Value.THIS;
import static dev.connleak.clients.Value.argument;
import static dev.connleak.clients.Value.field;

import dev.connleak.track.Description;
import dev.connleak.track.Event;
import dev.connleak.track.Inspector;
import dev.connleak.track.Inspector.Listing;
import dev.connleak.track.Inspector.PoolLimits;
import java.io.Closeable;
import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp 3.14 to 5. The lease belongs to the call ({@code RealCall}; {@code Transmitter} before 4.3), an exchange is one
 * request of it, and the body's handle is the exchange's {@code ResponseBodySource}, which every view of the body reaches
 * and the connection does not. The call is made and entered on the application's thread, for {@code enqueue} too.
 */
final class OkHttp extends Client {
    private static final String CONNECTION = "okhttp3.internal.connection.";

    OkHttp() {
        super("okhttp", "3.14 to 5", "held reused raced reused held closed closed closed");
    }

    @Override
    public String advice() {
        return "Close each response: try (Response r = call.execute()) { … } or response.use { … }; in a Callback, on"
                + " every path of onResponse. body().string() and bytes() close by themselves.";
    }

    @Override
    public String finishing() {
        return "Let RequestBody.writeTo end or fail in bounded time; give what it reads from a timeout of its own.";
    }

    @Override
    public String sharing() {
        return "Make one OkHttpClient and share it; client.newBuilder() derives others that use the same pool and threads.";
    }

    /** Idle connections for five minutes, threads for one, unless set otherwise. */
    @Override
    boolean endsByItself() {
        return true;
    }

    @Override
    public void hooks(Hooks on) {
        on.type(CONNECTION + "RealConnectionPool")
                .exit("<init>", ANY, Event.POOL_OPENED, THIS)
                .enter("put", 1, Event.CONNECTION_OPENED, argument(0), THIS);
        on.type(CONNECTION + "RealCall")
                .enter("execute", 0, Event.CALLED, THIS, field("originalRequest"))
                .enter("enqueue", 1, Event.CALLED, THIS, field("originalRequest"))
                .optional()
                .enter("execute", 0, Event.POOL_SEEN, field("connectionPool"))
                .optional()
                .enter("enqueue", 1, Event.POOL_SEEN, field("connectionPool"))
                .exit("acquireConnectionNoEvents", 1, Event.LEASED, THIS, argument(0))
                .exit("getResponseWithInterceptorChain$okhttp", 0, Event.HANDED_OUT, THIS)
                .enter("cancel", 0, Event.CANCELLED, THIS)
                .exit("releaseConnectionNoEvents$okhttp", 0, Event.RELEASED, THIS, RESULT);
        on.type("okhttp3.RealCall")
                .enter("execute", 0, Event.CALLED, THIS, field("originalRequest"))
                .enter("execute", 0, Event.ALIAS, field("transmitter"), THIS)
                .enter("enqueue", 1, Event.CALLED, THIS, field("originalRequest"))
                .enter("enqueue", 1, Event.ALIAS, field("transmitter"), THIS)
                .exit("getResponseWithInterceptorChain", 0, Event.HANDED_OUT, THIS)
                .enter("cancel", 0, Event.CANCELLED, THIS);
        on.type(CONNECTION + "Transmitter")
                .optional()
                .enter("timeoutEnter", 0, Event.POOL_SEEN, field("connectionPool"))
                .exit("acquireConnectionNoEvents", 1, Event.LEASED, THIS, argument(0))
                .exit("releaseConnectionNoEvents", 0, Event.RELEASED, THIS, RESULT);
        on.type(CONNECTION + "Exchange")
                .exit("<init>", ANY, Event.EXCHANGE_STARTED, THIS, argument(0))
                .enter("writeRequestHeaders", 1, Event.REQUEST, THIS, argument(0))
                .enter("writeRequestHeaders", 1, Event.WRITTEN, THIS)
                .enter("openResponseBody", 1, Event.READ, THIS)
                .enter("openResponseBody", 1, Event.HEAD, THIS, argument(0))
                .enter("noNewExchangesOnConnection", 0, Event.KEEP_ALIVE, THIS, THIS);
        // The application writes into a buffer that is laid over the sink, and that nothing else leads to.
        on.type(CONNECTION + "Exchange$RequestBodySink").exit("<init>", ANY, Event.ALIAS, THIS, field("this$0"));
        on.type("okio.RealBufferedSink").exit("<init>", 1, Event.UPLOAD, argument(0), THIS);
        on.type(CONNECTION + "Exchange$ResponseBodySource")
                .exit("<init>", ANY, Event.BODY, THIS, field("this$0"), argument("Source"))
                .enter("complete", 1, Event.READ, field("this$0"))
                .enter("complete", 1, Event.EOF, field("this$0"), argument(0))
                .enter("close", 0, Event.CLOSE_ENTERED, field("this$0"))
                .leave("close", 0, Event.CLOSE_LEFT, field("this$0"));
    }

    @Override
    void request(Object request, Objects read, Description into) {
        Object method = read.field(request, "method");
        Object url = read.field(request, "url");
        into.method = method == null ? null : method.toString();
        into.url = url == null ? null : url.toString();
    }

    @Override
    void response(Object response, Objects read, Description into) {
        Object names = read.field(read.field(response, "headers"), "namesAndValues");
        final Object[] pairs = names instanceof Object[] ? (Object[]) names : new Object[0];
        Heads.describeUnchanged(
                (int) read.number(response, "code"),
                name -> {
                    for (int i = 0; i + 1 < pairs.length; i += 2) {
                        if (name.equalsIgnoreCase(String.valueOf(pairs[i]))) {
                            return String.valueOf(pairs[i + 1]);
                        }
                    }
                    return null;
                },
                into);
    }

    @Override
    @Nullable
    Closeable socket(Object connection, Objects read) {
        Object socket = read.field(connection, "rawSocket");
        return socket instanceof Closeable ? (Closeable) socket : null;
    }

    /**
     * A connection is lent to the calls in its list, which its pool holds weakly; through them the dispatcher is found, and
     * the calls that wait for their turn there.
     */
    @Override
    void list(Object pool, Objects read, Listing into) {
        Object connections = read.field(pool, "connections");
        int waiting = 0;
        if (connections instanceof Collection) {
            for (Object connection : (Collection<?>) connections) {
                Object url = read.field(read.field(read.field(connection, "route"), "address"), "url");
                // Transmitters before 4.4.
                Object calls = read.field(connection, "calls");
                Collection<?> holders = collection(calls == null ? read.field(connection, "transmitters") : calls);
                into.connection(connection, !holders.isEmpty(), url == null ? null : url.toString());
                for (Object holder : holders) {
                    Object call = holder instanceof Reference ? ((Reference<?>) holder).get() : null;
                    Object dispatcher = read.field(read.field(call, "client"), "dispatcher");
                    waiting = Math.max(
                            waiting,
                            collection(read.field(dispatcher, "readyAsyncCalls"))
                                    .size());
                }
            }
        }
        into.waiting(waiting);
    }

    private static Collection<?> collection(@Nullable Object value) {
        return value instanceof Collection ? (Collection<?>) value : Collections.emptyList();
    }

    @Override
    PoolLimits limits(Object pool, Objects read) {
        long nanos = read.number(pool, "keepAliveDurationNs");
        Object idle = read.field(pool, "maxIdleConnections");
        return new PoolLimits(
                null,
                null,
                null,
                nanos == 0 ? null : TimeUnit.NANOSECONDS.toMillis(nanos),
                idle instanceof Integer ? (Boolean) ((Integer) idle > 0) : null);
    }

    /**
     * The codec's source below the handle: {@code bytesRemaining} of a length, {@code bytesRemainingInChunk} of chunks;
     * until close, how much waits in the connection's buffer.
     */
    @Override
    long progress(Object sample, Objects read) {
        long sum = read.number(sample, "bytesRemaining");
        sum = sum * 31 + read.number(sample, "bytesRemainingInChunk");
        Object source = read.field(read.field(sample, "this$0"), "source");
        Object buffer = read.field(source, "bufferField");
        return sum * 31 + read.number(buffer == null ? read.field(source, "buffer") : buffer, "size");
    }

    /** A body that the caller's thread has begun to write and is not writing now: it is in the application's code. */
    @Override
    long requestProgress(Object exchange, Object connection, @Nullable Object sample, int inside, Objects read) {
        if (inside != 0 || !Boolean.FALSE.equals(read.field(sample, "closed"))) {
            return Inspector.NOT_WAITING;
        }
        Object buffer = read.field(sample, "bufferField");
        return read.number(read.field(sample, "sink"), "bytesReceived") * 31
                + read.number(buffer == null ? read.field(sample, "buffer") : buffer, "size");
    }

    @Override
    boolean asksForBodies() {
        return true;
    }

    /** Of a length, what the codec does not expect any more. */
    @Override
    long bytesRead(Object sample, long length, Objects read) {
        return length >= 0 && read.field(sample, "bytesRemaining") != null
                ? length - read.number(sample, "bytesRemaining")
                : -1;
    }
}
