package dev.connleak.diagnose;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.PoolFacts;
import dev.connleak.track.Worker;

/**
 * Reader and writer threads that outlive their connection, as they did in Go's transport before 2012: its pool refused a
 * connection, closed the socket, and told nobody. A loop may need a moment to notice; after that nothing ends it, so the
 * verdict is always proven. The fault is the client's; the place that made its pool tells which one.
 */
final class LoopCauses {
    private final Causes causes;

    LoopCauses(Causes causes) {
        this.causes = causes;
    }

    void find() {
        for (ConnectionFacts connection : causes.snapshot.connections) {
            if (connection.closed && causes.isIdleSince(connection.closedNanos) && causes.judges(connection.client)) {
                Worker[] loops = connection.loops();
                if (loops.length > 0) {
                    add(connection, loops);
                }
            }
        }
    }

    private void add(ConnectionFacts connection, Worker[] loops) {
        PoolFacts pool = causes.pool(connection.pool);
        int stack = pool == null ? -1 : pool.stack;
        Cause cause = causes.cause(Kind.LOOP_THREAD_ORPHANED, connection.client, stack);
        boolean doubtful = causes.snapshot.isDoubtful(connection.openedNanos);
        cause.count(Kind.LOOP_THREAD_ORPHANED, stack, loops.length, connection.closedNanos, doubtful);
        cause.openNow += loops.length;
        cause.outcome = Outcome.DESTROYED;
        cause.connections.add(connection);
        for (Worker loop : loops) {
            cause.threads.add(loop);
        }
        if (connection.route != null) {
            cause.url = connection.route;
        }
        if (cause.grade != Grade.PROVEN) {
            cause.grade = Grade.PROVEN;
            cause.reasons.add("the threads are alive, and the sockets they read and wrote are closed");
        }
    }
}
