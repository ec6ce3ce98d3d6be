package dev.connleak.it.target;

import java.util.ArrayList;
import java.util.List;

/** Fills a pool in one place, {@code warm URL}, and leaks all of it in another, {@code leak URL}. */
public final class WarmPool {
    /** Connections that are warmed up; every client here keeps at least as many idle ones to a route. */
    public static final int SIZE = 20;

    private WarmPool() {}

    public static void main(String[] args) throws Exception {
        CellClient client = CellClient.named(args[0]);
        Commands commands = new Commands();
        commands.on("warm", words -> warm(client, words.get(0)))
                .on("leak", words -> {
                    client.run(new Exchanges(
                            Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, words.get(0), SIZE, false, commands.handles()));
                    return "";
                })
                .serve();
    }

    /** All at once, or the second exchange would use the first one's connection. */
    private static String warm(CellClient client, String url) throws Exception {
        List<CellClient.Answer> answers = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            answers.add(client.open(url));
        }
        for (CellClient.Answer answer : answers) {
            answer.readAndClose();
        }
        return "";
    }
}
