package dev.connleak.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The listeners of one request, and how they are told. There is none where nobody listens. */
final class Trace {

    private final List<TransportListener> listeners;

    private Trace(List<TransportListener> listeners) {
        this.listeners = listeners;
    }

    /** Those of a request before the transport's; null if nobody listens. */
    static @Nullable Trace of(List<TransportListener> requests, @Nullable TransportListener transports) {
        if (requests.isEmpty() && transports == null) {
            return null;
        }
        List<TransportListener> all = new ArrayList<>(requests);
        if (transports != null) {
            all.add(transports);
        }
        return new Trace(all);
    }

    static @Nullable Trace of(@Nullable TransportListener transports) {
        return of(Collections.emptyList(), transports);
    }

    /** Tell all of them. Here a defect of theirs ends: it must not cost a loop. */
    void tell(Consumer<TransportListener> event) {
        for (TransportListener each : listeners) {
            try {
                event.accept(each);
            } catch (RuntimeException e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }
}
