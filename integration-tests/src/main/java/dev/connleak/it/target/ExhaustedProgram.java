package dev.connleak.it.target;

import java.util.ArrayList;
import java.util.List;

/**
 * A pool that is small enough to be exhausted: {@code lend TIMES URL} takes so many connections and keeps them,
 * {@code wait CALLERS URL} has so many threads ask for more, {@code give-back} ends it all. The first argument names the
 * pool's class.
 */
public final class ExhaustedProgram {
    /** As many connections as a pool of these programs lends for one route. */
    public static final int LIMIT = 3;

    private ExhaustedProgram() {}

    public static void main(String[] args) throws Exception {
        SmallPool pool =
                (SmallPool) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        List<Thread> waiting = new ArrayList<>();
        new Commands()
                .on("lend", words -> {
                    for (int i = 0; i < Integer.parseInt(words.get(0)); i++) {
                        pool.lend(words.get(1));
                    }
                    return "";
                })
                .on("wait", words -> {
                    for (int i = 0; i < Integer.parseInt(words.get(0)); i++) {
                        Thread thread = new Thread(() -> pool.ask(words.get(1)), "caller-" + waiting.size());
                        thread.setDaemon(true);
                        thread.start();
                        waiting.add(thread);
                    }
                    return "";
                })
                .serve();
    }

    /** A client whose pool lends no more than {@link #LIMIT} connections. */
    public interface SmallPool {
        /** Takes a connection and keeps it. */
        void lend(String url) throws Exception;

        /** Asks for one more; comes back when it is there, or never. */
        void ask(String url);
    }
}
