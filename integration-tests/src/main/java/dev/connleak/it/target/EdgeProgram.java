package dev.connleak.it.target;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has exchanges where there is hardly any stack left: {@code overflow URL} at so many depths near the end of a thread's stack;
 * {@code interrupted URL} on a thread that was interrupted, {@code read TIMES URL} in peace. Each says how often what came of
 * it; the argument is the class of the client's cells.
 */
public final class EdgeProgram {
    private static final int STACK = 512 << 10;
    private static final int FRAMES = 4000;
    private static final int STEP = 20;

    private final CellClient client;

    private EdgeProgram(CellClient client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        EdgeProgram program = new EdgeProgram(CellClient.named(args[0]));
        new Commands()
                .on("read", words -> program.read(Integer.parseInt(words.get(0)), words.get(1)))
                .on("overflow", words -> program.overflow(words.get(0)))
                .on("interrupted", words -> program.interrupted(words.get(0)))
                .serve();
    }

    private String read(int times, String url) {
        Map<String, Integer> results = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            results.merge(exchange(url), 1, Integer::sum);
        }
        return results.toString();
    }

    private String overflow(String url) throws InterruptedException {
        Map<String, Integer> results = new TreeMap<>();
        int deepest = onNewThread(() -> depth(0));
        for (int left = 0; left < FRAMES; left += STEP) {
            int depth = deepest - left;
            String[] result = {"nothing"};
            onNewThread(() -> dive(depth, url, result));
            results.merge(result[0], 1, Integer::sum);
        }
        return results.toString();
    }

    private interface Dive {
        int run();
    }

    /** A stack of a known size, of which nothing is taken yet. */
    private static int onNewThread(Dive dive) throws InterruptedException {
        int[] result = new int[1];
        Thread thread = new Thread(null, () -> result[0] = dive.run(), "diver", STACK);
        thread.start();
        thread.join();
        return result[0];
    }

    private int depth(int so) {
        try {
            return so < Integer.MAX_VALUE ? depth(so + 1) : so;
        } catch (StackOverflowError e) {
            return so;
        }
    }

    private int dive(int left, String url, String[] result) {
        try {
            if (left > 0) {
                return dive(left - 1, url, result);
            }
            result[0] = exchange(url);
        } catch (StackOverflowError e) {
            result[0] = "StackOverflowError";
        }
        return 0;
    }

    private String interrupted(String url) {
        Thread.currentThread().interrupt();
        String result = exchange(url);
        return result + " " + Thread.interrupted();
    }

    /** In one word. */
    private String exchange(String url) {
        try {
            client.open(url).readAndClose();
            return "read";
        } catch (IOException e) {
            return "IOException";
        } catch (Throwable e) {
            return e.getClass().getSimpleName();
        }
    }
}
