package dev.connleak.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client engine with a pool of connections, each served by a reader and a writer loop. Safe for concurrent
 * use; make one and keep it.
 *
 * <p>It follows no redirects: {@link Client} does.
 *
 * <p>For an observer that weaves calls at method entry and exit, the chain from socket to body can be followed at these
 * places, whose names are kept: {@link Call} is made on the thread that called {@code roundTrip} or {@code sendAsync};
 * {@link Pool#obtain} is where a call waits for a connection; {@link Exchange} is made when it has one, and names its
 * seams; {@link Connection} names those of the socket and the loops; {@link ResponseBody} is what the application holds,
 * and nothing here refers to it.
 */
public final class Transport implements RoundTripper, AutoCloseable {

    private final Settings settings;
    private final Pool pool;

    Transport(Settings settings) {
        this.settings = settings;
        pool = new Pool(settings);
    }

    /** Start a transport with the defaults of Go's. */
    public static TransportBuilder builder() {
        return new TransportBuilder();
    }

    @Override
    public Response roundTrip(Request request) throws IOException {
        return proceed(new Call(request));
    }

    /**
     * Send a request and return at once. Cancelling the future before it is complete cancels the request; a response
     * that then comes too late is closed.
     */
    public CompletableFuture<Response> sendAsync(Request request) {
        Call call = new Call(request).cancelableByFuture();
        PendingResponse pending = new PendingResponse(() -> call.cancel(CancelCause.CANCELED));
        pending.completeOn(settings.threads, "call " + request.origin(), request, () -> proceed(call));
        return pending;
    }

    /** Close all idle connections. Those in use are closed on their return, unless another request is made before. */
    @Override
    public void closeIdleConnections() {
        pool.closeIdle();
    }

    /** Close all connections, those in use among them, and refuse further requests. */
    @Override
    public void close() {
        pool.close();
    }

    /** Begin a transport with the same settings, which shares nothing else with this one. */
    public TransportBuilder toBuilder() {
        return settings.said.copy();
    }

    /** Say what there is: connections with their loops, idle ones and waiting requests. */
    public TransportSnapshot snapshot() {
        return pool.snapshot();
    }

    Settings settings() {
        return settings;
    }

    private Response proceed(Call call) throws IOException {
        RoundTripper other = settings.protocols.get(call.request().origin().scheme());
        if (other != null) {
            return other.roundTrip(call.request());
        }
        call.begin(settings.listener);
        boolean answered = false;
        try {
            Response response = attempt(call);
            while (response == null) {
                response = attempt(call);
            }
            answered = true;
            call.answered();
            return response;
        } finally {
            if (!answered) {
                call.finish();
            }
        }
    }

    /** Send the request once; null if it is to be sent again. */
    private @Nullable Response attempt(Call call) throws IOException {
        Connection connection = null;
        try {
            requireHttp(call.request().origin().scheme());
            connection = pool.obtain(call);
        } finally {
            if (connection == null) {
                call.request().body().discard();
            }
        }
        boolean reused = connection.occupancy().reused();
        Exchange exchange = new Exchange(this, connection, call);
        connection.send(exchange);
        try {
            ResponseHead head = exchange.awaitHead();
            return new Received(connection, exchange, head).response(call.request());
        } catch (IOException e) {
            if (Retry.allowed(call.request(), reused, e)) {
                return null;
            }
            throw Retry.told(e);
        }
    }

    private void requireHttp(String scheme) throws UnsupportedSchemeException {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new UnsupportedSchemeException(scheme, settings.protocols.keySet());
        }
    }
}
