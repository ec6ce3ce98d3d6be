package dev.connleak.it.target;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Runs cells of one client: {@code run CELL TIMES TASTED URL} here and now, {@code begin CELL URL} once and on a thread of its own; {@code ended} says how many of those have come back. {@code gzip-reads-on} says whether this
 * JVM does. Used by the main thread.
 */
public final class CellProgram {
    private final CellClient client;
    private final Commands commands = new Commands();
    private final List<FutureTask<String>> begun = new ArrayList<>();

    private CellProgram(CellClient client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        new CellProgram(CellClient.named(args[0])).serve();
    }

    private void serve() throws Exception {
        commands.on("run", this::run)
                .on("begin", this::begin)
                .on("ended", words -> ended())
                .on("gzip-reads-on", words -> Boolean.toString(GzipTrailer.readsOn()))
                .serve();
    }

    private String run(List<String> words) throws Exception {
        Cell cell = Cell.valueOf(words.get(0));
        int times = Integer.parseInt(words.get(1));
        boolean tasted = Boolean.parseBoolean(words.get(2));
        client.run(new Exchanges(cell, words.get(3), times, tasted, commands.handles()));
        return "";
    }

    private String begin(List<String> words) {
        Cell cell = Cell.valueOf(words.get(0));
        Exchanges one = new Exchanges(cell, words.get(1), 1, false, commands.handles());
        FutureTask<String> task = new FutureTask<>(() -> {
            client.run(one);
            return "";
        });
        begun.add(task);
        Thread thread = new Thread(task, "begun-" + begun.size());
        thread.setDaemon(true);
        thread.start();
        return "";
    }

    private String ended() throws Exception {
        int ended = 0;
        for (FutureTask<String> task : begun) {
            if (task.isDone()) {
                task.get();
                ended++;
            }
        }
        return Integer.toString(ended);
    }
}
