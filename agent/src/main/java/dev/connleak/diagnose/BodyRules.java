package dev.connleak.diagnose;

import dev.connleak.track.BodyState;
import dev.connleak.track.ExchangeFacts;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one body. Every one of them asks for the lease first: a body may be left alone in any way as long as its
 * connection has been given back.
 */
final class BodyRules {
    private final Thresholds thresholds;
    private final long nowNanos;
    private final long awakeNanos;

    /**
     * @param nowNanos the moment that is judged
     * @param awakeNanos since when the process runs: before that nobody could do anything
     */
    BodyRules(Thresholds thresholds, long nowNanos, long awakeNanos) {
        this.thresholds = thresholds;
        this.nowNanos = nowNanos;
        this.awakeNanos = awakeNanos;
    }

    /** The kind of leak that this exchange is by itself, or null. */
    @Nullable
    Kind judge(ExchangeFacts exchange) {
        if (exchange.body == BodyState.ABANDONED) {
            return Kind.BODY_ABANDONED;
        }
        if (!exchange.leaseOpen) {
            return null;
        }
        switch (exchange.body) {
            case READ_TO_EOF:
            case CLOSED_EARLY:
                return afterClose(exchange);
            case READ_TO_EOF_NOT_CLOSED:
                return exchange.handleGone || idleSince(exchange.lastTouchNanos) ? Kind.BODY_READ_NOT_RELEASED : null;
            case OPEN:
                return isHeld(exchange) ? Kind.BODY_HELD : null;
            case NONE:
                return withoutBody(exchange);
            default:
                return null;
        }
    }

    /** Whether it cannot be otherwise, without looking at any other exchange. */
    static boolean proves(Kind kind, ExchangeFacts exchange) {
        boolean dropped = kind == Kind.BODY_READ_NOT_RELEASED || kind == Kind.LEASE_HELD;
        return kind == Kind.BODY_ABANDONED || (dropped && exchange.handleGone);
    }

    private @Nullable Kind withoutBody(ExchangeFacts exchange) {
        if (exchange.bare && exchange.handleGone) {
            return Kind.LEASE_HELD;
        }
        if (!exchange.waits || !isGivenUp(exchange)) {
            return null;
        }
        return exchange.bare ? Kind.LEASE_HELD : Kind.REQUEST_NOT_FINISHED;
    }

    private @Nullable Kind afterClose(ExchangeFacts exchange) {
        if (exchange.closing) {
            return isPast(exchange.closeEnteredNanos, thresholds.closeAfterNanos) ? Kind.CLOSE_BLOCKED : null;
        }
        return idleSince(exchange.lastTouchNanos) ? Kind.BODY_CLOSED_NOT_RELEASED : null;
    }

    private boolean isHeld(ExchangeFacts exchange) {
        if (exchange.reading || exchange.eventStream || exchange.subscribed) {
            return false;
        }
        return idleSince(exchange.progressNanos);
    }

    /** A process that ends while a thread is at the source of a request's body ends in mid-request, which is no fault. */
    private boolean isGivenUp(ExchangeFacts exchange) {
        return thresholds.exiting && exchange.asked ? exchange.suspected : idleSince(exchange.progressNanos);
    }

    private boolean idleSince(long nanos) {
        return isPast(nanos, thresholds.heldAfterNanos);
    }

    private boolean isPast(long since, long nanos) {
        return Math.min(nowNanos - since, nowNanos - awakeNanos) >= nanos;
    }
}
