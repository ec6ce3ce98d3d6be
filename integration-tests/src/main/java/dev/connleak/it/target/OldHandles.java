package dev.connleak.it.target;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaks with handles that have grown old before they are dropped, as in a server that has run for days: {@code leak TIMES URL}, {@code age}, {@code churn}, {@code drop}. Churning keeps the collector busy, nobody asks it to
 * collect any more, and {@code collected} says how many handles it has found by itself. Used by the main thread.
 */
public final class OldHandles {
    /** 40 MB live, replaced block by block. */
    private static final int RING = 400;

    private static final int BLOCK = 100_000;

    /** 100 MB/s: cycles follow each other, and no collector has to stop the world to keep up. */
    private static final long PACE_NANOS = 1_000_000;

    /** The collections that a JVM makes to learn its load are over by then. */
    private static final int WARM_UP = 3 * RING;

    private final CellClient client;
    private final Commands commands = new Commands();
    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final List<PhantomReference<Object>> dropped = new ArrayList<>();
    private int collected;

    private OldHandles(CellClient client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        new OldHandles(CellClient.named(args[0])).serve();
    }

    private void serve() throws Exception {
        commands.on("leak", words -> leak(Integer.parseInt(words.get(0)), words.get(1)))
                .on("age", words -> age())
                .on("drop", words -> drop())
                .on("churn", words -> churn())
                .on("collected", words -> collected())
                .serve();
    }

    private String leak(int times, String url) throws Exception {
        client.run(new Exchanges(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, url, times, false, commands.handles()));
        return "";
    }

    /** A full collection moves what it finds alive into the old generation. */
    private static String age() {
        System.gc();
        System.gc();
        return "";
    }

    private String drop() {
        for (Object handle : commands.handles()) {
            dropped.add(new PhantomReference<>(handle, queue));
        }
        commands.handles().clear();
        return "";
    }

    private static String churn() throws InterruptedException {
        CountDownLatch warm = new CountDownLatch(WARM_UP);
        Thread thread = new Thread(() -> allocate(warm), "churn");
        thread.setDaemon(true);
        thread.start();
        warm.await();
        return "";
    }

    private static void allocate(CountDownLatch warm) {
        byte[][] ring = new byte[RING][];
        for (int i = 0; !Thread.currentThread().isInterrupted(); i = (i + 1) % RING) {
            ring[i] = new byte[BLOCK];
            warm.countDown();
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    private String collected() {
        while (queue.poll() != null) {
            collected++;
        }
        return collected + " of " + dropped.size();
    }
}
