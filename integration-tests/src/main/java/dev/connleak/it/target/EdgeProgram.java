package dev.connleak.it.target;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Has exchanges where there is hardly any stack left: {@code overflow URL} at so many depths near the end of a thread's stack;
 * {@code exhausted URL} in a heap that is full but for a few kilobytes; {@code interrupted URL} on a thread that was interrupted,
 * {@code read TIMES URL} in peace. Each says how often what came of it; the argument is the class of the client's cells.
 */
public final class EdgeProgram {
    private static final int STACK = 512 << 10;
    private static final int FRAMES = 400;
    private static final int STEP = 2;
    private static final int ROUNDS = 24;
    private static final int FULL_ROUNDS = 4;
    private static final int BLOCK = 4096;
    private static final int CRUMB = 128;
    private static final Object[] NOTHING = {};

    private final CellClient client;

    private EdgeProgram(CellClient client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        EdgeProgram program = new EdgeProgram(CellClient.named(args[0]));
        new Commands()
                .on("read", words -> program.read(Integer.parseInt(words.get(0)), words.get(1)))
                .on("overflow", words -> program.overflow(words.get(0)))
                .on("exhausted", words -> program.exhausted(words.get(0)))
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
        for (int left = 0; left < FRAMES; left += STEP) {
            String[] result = {"nothing"};
            // Anew each time and by the same method: once that is compiled its frames are smaller.
            int depth = Integer.MAX_VALUE - onNewThread(() -> dive(Integer.MAX_VALUE, url, result)) - left;
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

    /** Has an exchange below so many frames, or answers how many were left when the stack was at its end. */
    private int dive(int left, String url, String[] result) {
        try {
            if (left > 0) {
                return dive(left - 1, url, result);
            }
            result[0] = exchange(url);
        } catch (StackOverflowError e) {
            result[0] = "StackOverflowError";
        }
        return left;
    }

    /** With nothing left in the first rounds, then with two blocks more in each; what it notes itself is there before. */
    private String exhausted(String url) {
        Object[][] blocks = new Object[2][(int) (Runtime.getRuntime().maxMemory() / BLOCK)];
        @Nullable Throwable[] thrown = new Throwable[ROUNDS];
        // To catch for the first time takes memory, as does to call a class for the first time: there is none in the
        // rounds.
        fill(blocks[0], Integer.MAX_VALUE);
        thrown[0] = attempt("nowhere:");
        for (int round = 0; round < ROUNDS; round++) {
            fill(blocks[0], BLOCK);
            fill(blocks[1], CRUMB);
            free(blocks[0], 2 * (round - FULL_ROUNDS));
            thrown[round] = attempt(url);
        }
        blocks[0] = NOTHING;
        blocks[1] = NOTHING;
        Map<String, Integer> results = new TreeMap<>();
        for (Throwable each : thrown) {
            results.merge(word(each), 1, Integer::sum);
        }
        return results.toString();
    }

    private @Nullable Throwable attempt(String url) {
        try {
            client.open(url).readAndClose();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private static void fill(Object[] blocks, int size) {
        try {
            for (int i = 0; i < blocks.length; i++) {
                if (blocks[i] == null) {
                    blocks[i] = new byte[size];
                }
            }
        } catch (OutOfMemoryError full) {
            // As it was meant.
            return;
        }
    }

    private static void free(Object[] blocks, int count) {
        for (int i = 0; i < count; i++) {
            blocks[i] = null;
        }
    }

    private static String word(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "read";
        }
        return thrown instanceof IOException ? "IOException" : thrown.getClass().getSimpleName();
    }

    private String interrupted(String url) {
        Thread.currentThread().interrupt();
        String result = exchange(url);
        return result + " " + Thread.interrupted();
    }

    /** In one word. */
    private String exchange(String url) {
        return word(attempt(url));
    }
}
