package dev.connleak.it.target;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code hold THREADS URL} opens a response on each of so many threads of one name, which then wait for ever with it in a
 * method of their own; {@code virtually THREADS URL} does so on virtual ones. The argument is the class of the client's cells.
 */
public final class Holders {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final CellClient client;

    private Holders(CellClient client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        Holders holders = new Holders(CellClient.named(args[0]));
        new Commands()
                .on("hold", words -> holders.hold(words, Holders::start))
                .on("virtually", words -> holders.hold(words, VirtualThreads::start))
                .serve();
    }

    private interface Starter {
        void start(Runnable work) throws ReflectiveOperationException;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "holder");
        thread.setDaemon(true);
        thread.start();
    }

    private String hold(List<String> words, Starter starter) throws Exception {
        int threads = Integer.parseInt(words.get(0));
        CountDownLatch open = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            starter.start(() -> open(words.get(1), open));
        }
        open.await();
        return "";
    }

    private void open(String url, CountDownLatch open) {
        try {
            CellClient.Answer answer = client.open(url); // @site
            open.countDown();
            waitForEver(answer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a holder does now: nothing of it is in the stack that took the connection. */
    private static void waitForEver(CellClient.Answer answer) throws InterruptedException {
        NEVER.await();
        answer.handle();
    }
}
