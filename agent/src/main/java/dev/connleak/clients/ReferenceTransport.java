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
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The reference transport of this project, {@code dev.connleak.client}: the one client that knows the truth about itself,
 * which the integration tests compare with what these hooks saw. It offers seams for an observer and does not know of any.
 */
final class ReferenceTransport extends Client {
    private static final String CLIENT = "dev.connleak.client.";

    ReferenceTransport() {
        super("connleak-client", "all", "held reused closed reused held closed closed closed");
    }

    @Override
    public String advice() {
        return "Close each response, or read its body to the end: try (Response r = transport.roundTrip(request)) { … }.";
    }

    @Override
    public String finishing() {
        return "Let the stream of the RequestBody end or fail in bounded time; give what it reads from a timeout of its own,"
                + " or cancel the call.";
    }

    @Override
    public String sharing() {
        return "Make one Transport and share it, it is thread-safe; where one is made for a task, close it when that is done.";
    }

    @Override
    public void hooks(Hooks on) {
        on.type(CLIENT + "Pool")
                .exit("<init>", 1, Event.POOL_OPENED, THIS)
                .enter("obtain", 1, Event.WAIT_STARTED, THIS)
                .leave("obtain", 1, Event.WAIT_ENDED, THIS)
                .enter("close", 0, Event.POOL_CLOSED, THIS);
        on.type(CLIENT + "Connection")
                .exit("<init>", ANY, Event.CONNECTION_OPENED, THIS, argument("Pool"))
                .enter("closed", ANY, Event.CONNECTION_CLOSED, THIS)
                .enter("readLoop", 0, Event.LOOP_STARTED, THIS)
                .leave("readLoop", 0, Event.LOOP_ENDED, THIS)
                .enter("writeLoop", 0, Event.LOOP_STARTED, THIS)
                .leave("writeLoop", 0, Event.LOOP_ENDED, THIS);
        on.type(CLIENT + "Errand")
                .exit("<init>", 3, Event.CALLED, THIS, argument("Request"))
                .enter("answered", 0, Event.HANDED_OUT, THIS);
        on.type(CLIENT + "Call")
                .exit("<init>", 1, Event.CALLED, THIS, argument(0), field("errand"))
                .enter("answered", 0, Event.HANDED_OUT, THIS)
                .enter("cancel", 1, Event.CANCELLED, THIS);
        on.type(CLIENT + "Exchange")
                .exit("<init>", 3, Event.EXCHANGE_STARTED, THIS, argument("Call"), argument("Connection"))
                .exit("<init>", 3, Event.KEEP_ALIVE, THIS, field("keepAliveOff"))
                .enter("keepAliveOff", 1, Event.KEEP_ALIVE, THIS, argument(0))
                .enter("requestWritten", 0, Event.WRITTEN, THIS)
                .enter("headRead", 2, Event.READ, THIS)
                .enter("headRead", 2, Event.HEAD, THIS, argument(0))
                .enter("leaseReturned", 0, Event.RELEASED, THIS)
                .enter("leaseClosed", 0, Event.RELEASED, THIS, THIS);
        on.type(CLIENT + "ResponseBody")
                .exit("<init>", 2, Event.BODY, THIS, field("exchange"), field("exchange"))
                .enter("endReached", 0, Event.EOF, field("exchange"))
                .enter("close", 0, Event.CLOSE_ENTERED, field("exchange"))
                .leave("close", 0, Event.CLOSE_LEFT, field("exchange"));
    }

    @Override
    void request(Object request, Objects read, Description into) {
        Object method = read.field(request, "method");
        Object uri = read.field(request, "uri");
        into.method = method == null ? null : method.toString();
        into.url = uri == null ? null : uri.toString();
    }

    @Override
    void response(Object response, Objects read, Description into) {
        Object fields = read.field(read.field(response, "headers"), "lines");
        final List<?> lines = fields instanceof List ? (List<?>) fields : Collections.emptyList();
        Heads.describeUnchanged(
                (int) read.number(response, "status"),
                name -> {
                    for (int i = 0; i + 1 < lines.size(); i += 2) {
                        if (name.equalsIgnoreCase(String.valueOf(lines.get(i)))) {
                            return String.valueOf(lines.get(i + 1));
                        }
                    }
                    return null;
                },
                into);
    }

    @Override
    @Nullable
    Closeable socket(Object connection, Objects read) {
        Object socket = read.field(connection, "socket");
        return socket instanceof Closeable ? (Closeable) socket : null;
    }

    /** The exchange's framing source, and how much of the connection's buffer was taken. */
    @Override
    long progress(Object sample, Objects read) {
        Object source = read.field(sample, "source");
        Object input = read.field(source, "input");
        long sum = read.number(source, "remaining");
        sum = sum * 31 + read.number(input, "from");
        return sum * 31 + read.number(input, "to");
    }

    @Override
    void list(Object pool, Objects read, Listing into) {
        Object alive = read.field(read.field(pool, "roster"), "alive");
        if (alive instanceof Map) {
            for (Object connection : ((Map<?, ?>) alive).values()) {
                Object occupancy = read.field(connection, "occupancy");
                Object route = read.field(connection, "route");
                into.connection(connection, read.field(occupancy, "current") != null, String.valueOf(route));
            }
        }
        // A ticket waits for a returning connection, or for a slot, or for either.
        int returning = tickets(read.field(pool, "waiting"), read);
        into.waiting(Math.max(returning, tickets(read.field(read.field(pool, "slots"), "waiting"), read)));
    }

    private static int tickets(@Nullable Object queues, Objects read) {
        Object byRoute = read.field(queues, "byRoute");
        int tickets = 0;
        if (byRoute instanceof Map) {
            for (Object queue : ((Map<?, ?>) byRoute).values()) {
                tickets += queue instanceof Collection ? ((Collection<?>) queue).size() : 0;
            }
        }
        return tickets;
    }

    @Override
    PoolLimits limits(Object pool, Objects read) {
        Object settings = read.field(pool, "settings");
        long idle = read.number(settings, "idleTimeoutNanos");
        long perHost = read.number(settings, "maxPerHost");
        return new PoolLimits(
                null,
                perHost == Integer.MAX_VALUE ? null : (Integer) (int) perHost,
                null,
                idle == 0 ? null : TimeUnit.NANOSECONDS.toMillis(idle),
                (Boolean) read.field(settings, "keepAlives"));
    }

    /** The reader is in the socket for as long as it waits for an answer; a second thread there is the writer. */
    @Override
    long requestProgress(Object exchange, Object connection, @Nullable Object sample, int inside, Objects read) {
        boolean begun = Boolean.FALSE.equals(read.field(read.field(exchange, "upload"), "settled"));
        if (!begun || inside < 0 || inside > 1) {
            return Inspector.NOT_WAITING;
        }
        Object output = read.field(connection, "output");
        return read.number(output, "sent") * 31 + read.number(output, "used");
    }

    @Override
    boolean asksForBodies() {
        return true;
    }

    /** Of a length, what the framing source does not expect any more. */
    @Override
    long bytesRead(Object sample, long length, Objects read) {
        Object source = read.field(sample, "source");
        return length >= 0 && read.field(source, "remaining") != null ? length - read.number(source, "remaining") : -1;
    }
}
