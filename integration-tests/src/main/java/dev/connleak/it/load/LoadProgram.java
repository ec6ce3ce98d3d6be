package dev.connleak.it.load;

import dev.connleak.it.target.Commands;
import java.util.concurrent.ThreadFactory;

/**
 * Puts load on one client, on command: {@code run URL BYTES CALLERS MILLIS} answers with the number of exchanges, the
 * nanoseconds they took and the bytes they allocated. Its arguments are the class of the client, the kind of the
 * callers' threads, and the largest number of callers to come.
 */
public final class LoadProgram {
    private LoadProgram() {}

    public static void main(String[] args) throws Exception {
        LoadClient client =
                (LoadClient) Class.forName(args[0]).getConstructor(int.class).newInstance(Integer.parseInt(args[2]));
        ThreadFactory threads = CallerThreads.valueOf(args[1]).factory();
        new Commands()
                .on(
                        "run",
                        words -> new Callers(
                                        client.prepare(words.get(0)),
                                        Long.parseLong(words.get(1)),
                                        Integer.parseInt(words.get(2)))
                                .run(threads, Long.parseLong(words.get(3))))
                .serve();
    }
}
