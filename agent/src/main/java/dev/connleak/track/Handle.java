package dev.connleak.track;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/**
 * The agent's only tie to what the application holds: a phantom reference, which cannot be followed. A weak reference
 * whose {@code get()} is called by a sweeper keeps its referent alive under a concurrent collector (1,000 abandoned
 * handles were never cleared under ZGC with a sweep each second), so the type makes that impossible.
 */
final class Handle extends PhantomReference<Object> {
    final Exchange exchange;

    Handle(Object handle, ReferenceQueue<Object> cleared, Exchange exchange) {
        super(handle, cleared);
        this.exchange = exchange;
    }
}
