package dev.connleak.it.target;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code run THREADS LEAKS URL} has an exchange on each of so many virtual threads, all of which live until the last one is done; the bodies of the last few are never touched.
 */
public final class VirtualThreads {
    /** A test's server has a thread for each connection. */
    private static final int CONNECTIONS = 20;

    private final CellClient client;
    private final Commands commands = new Commands();
    private final AtomicInteger failed = new AtomicInteger();

    private VirtualThreads(CellClient client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        new VirtualThreads(CellClient.named(args[0])).serve();
    }

    private void serve() throws Exception {
        commands.on("run", this::run).serve();
    }

    private String run(List<String> words) throws Exception {
        int threads = Integer.parseInt(words.get(0));
        int leaks = Integer.parseInt(words.get(1));
        String url = words.get(2);
        exchange(threads - leaks, Cell.KEEP_ALIVE_READ_CLOSED, url);
        exchange(leaks, Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, url);
        return failed + " failed";
    }

    private void exchange(int threads, Cell cell, String url) throws Exception {
        Semaphore connections = new Semaphore(CONNECTIONS);
        CountDownLatch all = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            start(() -> {
                try {
                    connections.acquire();
                    try {
                        client.run(new Exchanges(cell, url, 1, false, commands.handles()));
                    } finally {
                        connections.release();
                    }
                    all.countDown();
                    all.await();
                } catch (Exception e) {
                    failed.incrementAndGet();
                    all.countDown();
                }
            });
        }
        all.await();
    }

    /** By name: this class is compiled for Java 8. */
    static void start(Runnable work) throws ReflectiveOperationException {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    }
}
