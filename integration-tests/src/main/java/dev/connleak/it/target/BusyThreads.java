package dev.connleak.it.target;

import java.util.concurrent.atomic.AtomicLong;

/** {@code busy THREADS} starts so many that compute and allocate until the program ends: more than there are cores. */
final class BusyThreads {
    private static final int LIVE = 64;

    private final AtomicLong work = new AtomicLong();

    void addTo(Commands commands) {
        commands.on("busy", words -> {
            for (int i = Integer.parseInt(words.get(0)); i > 0; i--) {
                Thread thread = new Thread(this::work, "busy-" + i);
                thread.setDaemon(true);
                thread.start();
            }
            return "";
        });
    }

    private void work() {
        byte[][] live = new byte[LIVE][];
        for (int i = 0; i >= 0; i = (i + 1) % LIVE) {
            live[i] = new byte[16 << 10];
            work.addAndGet(live[i].length);
        }
    }
}
