package dev.connleak.it.target;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * Runs cells of clients that are named by their classes and loaded by their first command: {@code run CLIENT CELL TIMES TASTED URL} here and now, {@code begin CLIENT CELL URL} once and on a thread of its own, {@code download CLIENT URL} likewise, with a pause after each read; {@code virtually} has such threads be virtual from then on; {@code ended} says
 * how many of those have come back. {@code busy THREADS} keeps the machine busy. {@code gzip-reads-on} says whether this JVM does. Used by the main thread.
 */
public final class CellProgram {
    private final Commands commands = new Commands();
    private final Map<String, CellClient> clients = new HashMap<>();
    private final List<FutureTask<String>> begun = new ArrayList<>();
    private boolean virtual;

    private interface Work {
        void run() throws Exception;
    }

    private CellProgram() {}

    public static void main(String[] args) throws Exception {
        new CellProgram().serve();
    }

    private void serve() throws Exception {
        new BridgeCounter().addTo(commands);
        new BusyThreads().addTo(commands);
        commands.on("run", this::run)
                .on("begin", this::begin)
                .on("download", this::download)
                .on("virtually", words -> {
                    virtual = true;
                    return "";
                })
                .on("ended", words -> ended())
                .on("gzip-reads-on", words -> Boolean.toString(GzipTrailer.readsOn()))
                .serve();
    }

    private String run(List<String> words) throws Exception {
        CellClient client = client(words.get(0));
        Cell cell = Cell.valueOf(words.get(1));
        int times = Integer.parseInt(words.get(2));
        boolean tasted = Boolean.parseBoolean(words.get(3));
        client.run(new Exchanges(cell, words.get(4), times, tasted, commands.handles()));
        return "";
    }

    private String begin(List<String> words) throws Exception {
        CellClient client = client(words.get(0));
        Cell cell = Cell.valueOf(words.get(1));
        Exchanges one = new Exchanges(cell, words.get(2), 1, false, commands.handles());
        return start(() -> client.run(one));
    }

    private String download(List<String> words) throws Exception {
        CellClient client = client(words.get(0));
        String url = words.get(1);
        return start(() -> client.open(url).readWithPauses());
    }

    private String start(Work work) throws ReflectiveOperationException {
        FutureTask<String> task = new FutureTask<>(() -> {
            work.run();
            return "";
        });
        begun.add(task);
        if (virtual) {
            VirtualThreads.start(task);
        } else {
            Thread thread = new Thread(task, "begun-" + begun.size());
            thread.setDaemon(true);
            thread.start();
        }
        return "";
    }

    private CellClient client(String className) throws ReflectiveOperationException {
        CellClient client = clients.get(className);
        if (client == null) {
            client = CellClient.named(className);
            clients.put(className, client);
        }
        return client;
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
