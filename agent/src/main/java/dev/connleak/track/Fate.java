package dev.connleak.track;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an exchange once it has begun: its body is handed out, read to an end, closed, and its lease ends, in any
 * order and on any threads. Whoever makes it complete takes it out of the ledger and counts it, once.
 */
@HotPath
final class Fate {
    private final Clock clock;
    private final Entries entries;
    private final Endings endings;

    Fate(Clock clock, Entries entries, Endings endings) {
        this.clock = clock;
        this.entries = entries;
        this.endings = endings;
    }

    /** The application gets a body; one of a lease that has ended already is nobody's problem. */
    void handedOut(Exchange exchange, Object handle, @Nullable Object sample) {
        if (exchange.is(Exchange.LEASE_ENDED) || !exchange.set(Exchange.BODY)) {
            return;
        }
        long now = clock.nanos();
        exchange.bodyNanos = now;
        exchange.progressNanos = now;
        exchange.touch(entries.worker(), now);
        exchange.sample = sample == null ? null : new WeakReference<>(sample);
        exchange.handle = new Handle(handle, entries.cleared, exchange);
    }

    /** From now on the substitute is what the application may drop. */
    void substituted(Exchange exchange, @Nullable Object substitute) {
        Handle before = exchange.handle;
        if (before != null && substitute != null && !exchange.is(Exchange.LEASE_ENDED)) {
            exchange.handle = new Handle(substitute, entries.cleared, exchange);
            before.clear();
        }
    }

    /**
     * The call has its response. Until then it stays, because a client may need several exchanges for it (after a broken
     * connection, for one); from here on it goes with the last of them.
     */
    void answered(Call call) {
        call.handedOut = true;
        Exchange last = call.exchange;
        if (last == null || last.over()) {
            call.request = null;
            entries.forget(call);
        }
    }

    /** The application's read met end of file, or failed. */
    void ended(Exchange exchange, @Nullable Object error) {
        if (error instanceof Throwable) {
            exchange.set(Exchange.FAILED);
        } else if (exchange.is(Exchange.CLOSE_ENTERED)) {
            // close() drains: the transport is at its end, the application never was.
            exchange.set(Exchange.TRANSPORT_EOF);
        } else {
            exchange.set(Exchange.USER_EOF);
            if (exchange.is(Exchange.DESTROYED) && !exchange.is(Exchange.CANCELLED)) {
                // The same, told the other way round.
                exchange.set(Exchange.NOT_KEPT_ALIVE);
            }
            exchange.touch(entries.worker(), clock.nanos());
            finish(exchange);
        }
    }

    /** A close was entered, by the application or before it had the response. */
    void closeEntered(Exchange exchange) {
        if (exchange.set(Exchange.CLOSE_ENTERED)) {
            exchange.closeEnteredNanos = clock.nanos();
            exchange.touch(entries.worker(), exchange.closeEnteredNanos);
            Call call = exchange.call;
            if (call != null && !call.handedOut()) {
                exchange.set(Exchange.CLOSED_BY_CLIENT);
            }
        }
    }

    /** A timer ends a lease on a body that the application has left alone; a read that waits is told, and fails. */
    void expired(Exchange exchange) {
        if (exchange.is(Exchange.BODY)
                && !exchange.isAny(Exchange.USER_EOF | Exchange.TRANSPORT_EOF | Exchange.CLOSE_ENTERED)) {
            exchange.set(Exchange.RESCUED);
        }
    }

    /** The lease is over; {@code destroyed} if that closed the connection. */
    void release(Exchange exchange, boolean destroyed) {
        int mask = Exchange.LEASE_ENDED;
        if (destroyed) {
            mask |= Exchange.DESTROYED;
            if (Exchange.atEnd(exchange.bits())) {
                // Nothing was left to read, and yet the connection was not kept.
                mask |= Exchange.NOT_KEPT_ALIVE;
            }
        }
        if (exchange.get() == null || exchange.is(Exchange.ABANDONED)) {
            // Its key was collected before: only a finalizer, a cleaner or a pool's clean-up can have done this.
            mask |= Exchange.RESCUED;
        }
        if (exchange.is(Exchange.LEASE_ENDED) || !exchange.set(mask)) {
            return;
        }
        exchange.endedNanos = clock.nanos();
        Connection connection = exchange.connection;
        if (connection != null && connection.exchange == exchange) {
            connection.idleNanos = exchange.endedNanos;
            if (destroyed) {
                connection.closeReason = CloseReason.of(exchange.bits());
            }
            connection.exchange = null;
        }
        finish(exchange);
    }

    /** Takes an exchange out once it is over: no earlier, because a close may still follow an end of file. */
    void finish(Exchange exchange) {
        if (exchange.over() && entries.forget(exchange)) {
            Handle handle = exchange.handle;
            if (handle != null) {
                handle.clear();
            }
            endings.add(exchange);
            Call call = exchange.call;
            if (call != null && call.exchange == exchange && call.handedOut && !call.continued) {
                entries.forget(call);
            }
        }
    }

    /** The client uses the same object for its next attempt: whatever the one before was, nobody will end it any more. */
    void supersede(Exchange before) {
        before.set(Exchange.SUPERSEDED);
        release(before, false);
        finish(before);
    }
}
