package dev.connleak.it.soak;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the program itself saw of one client's exchanges. Any thread. */
final class Counts {
    private final AtomicLong exchanges = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    /** By keep-alive, end of file seen, close called. */
    private final AtomicLongArray cells = new AtomicLongArray(8);

    private final AtomicLong held = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    void begun() {
        exchanges.incrementAndGet();
    }

    void unanswered() {
        unanswered.incrementAndGet();
    }

    void ended(boolean keepAlive, boolean readToEof, boolean closed) {
        cells.incrementAndGet((keepAlive ? 4 : 0) + (readToEof ? 2 : 0) + (closed ? 1 : 0));
    }

    void held() {
        held.incrementAndGet();
        ended(true, false, false);
    }

    void dropped() {
        dropped.incrementAndGet();
        ended(true, false, false);
    }

    /** {@code name=number}, separated by blanks. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("exchanges=").append(exchanges);
        text.append(" unanswered=").append(unanswered);
        text.append(" held=").append(held).append(" dropped=").append(dropped);
        for (int i = 0; i < cells.length(); i++) {
            text.append((i & 4) != 0 ? " on/" : " off/")
                    .append((i & 2) != 0)
                    .append('/')
                    .append((i & 1) != 0)
                    .append('=')
                    .append(cells.get(i));
        }
        return text.toString();
    }
}
