package dev.connleak.it.soak;

import dev.connleak.it.target.Commands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arguments: the base URL of the server, how many responses each client may hold and how many it may forget, then the classes
 * of the clients. {@code run SEED TIMES} has that many exchanges, dealt to eight threads; {@code counts CLASS} says what it
 * saw of one client. What is random follows from the seed alone.
 */
public final class SoakProgram {
    private static final int THREADS = 8;
    private static final Served[] FAULTS = {Served.TRUNCATED, Served.RESET, Served.NOTHING};

    private final Commands commands = new Commands();
    private final String url;
    private final List<Kept> clients = new ArrayList<>();
    private final ExecutorService cancelling = Executors.newFixedThreadPool(2);

    private SoakProgram(String url) {
        this.url = url;
    }

    public static void main(String[] args) throws Exception {
        SoakProgram program = new SoakProgram(args[0]);
        for (int i = 2; i < args.length; i++) {
            program.clients.add(new Kept(args[i], Integer.parseInt(args[1])));
        }
        program.commands
                .on("run", words -> program.run(Long.parseLong(words.get(0)), Integer.parseInt(words.get(1))))
                .on("counts", words -> program.counts(words.get(0)))
                .serve();
    }

    private String run(long seed, int times) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed * THREADS + i);
                int share = times / THREADS + (i < times % THREADS ? 1 : 0);
                running.add(threads.submit(() -> {
                    for (int n = 0; n < share; n++) {
                        exchange(random);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        return "";
    }

    private String counts(String className) {
        for (Kept each : clients) {
            if (each.className.equals(className)) {
                return each.counts.toString();
            }
        }
        throw new IllegalArgumentException(className);
    }

    private void exchange(Random random) throws Exception {
        Kept client = clients.get(random.nextInt(clients.size()));
        Served served = random.nextInt(30) == 0 ? FAULTS[random.nextInt(FAULTS.length)] : usual(random);
        Deed deed = Deed.of(random.nextInt(100));
        if (deed == Deed.HOLD && client.toHold.getAndDecrement() > 0) {
            client.counts.begun();
            commands.handles().add(client.client.openToHold(url(client, Served.LARGE)));
            client.counts.held();
        } else if (deed == Deed.DROP && client.toDrop.getAndDecrement() > 0) {
            client.counts.begun();
            client.client.openToDrop(url(client, Served.LARGE));
            client.counts.dropped();
        } else {
            end(client, deed.served(client.client.cancelsFromElsewhere(), served), deed);
        }
    }

    private static Served usual(Random random) {
        switch (random.nextInt(20)) {
            case 0:
            case 1:
                return Served.LAST;
            case 2:
                return Served.LARGE;
            case 3:
            case 4:
            case 5:
                return Served.CHUNKED;
            default:
                return Served.SMALL;
        }
    }

    private void end(Kept client, Served served, Deed deed) throws Exception {
        Counts counts = client.counts;
        counts.begun();
        Opened response;
        try {
            response = client.client.open(served.method(), url(client, served));
        } catch (IOException e) {
            if (served != Served.NOTHING) {
                throw e;
            }
            counts.unanswered();
            return;
        }
        boolean readToEof = false;
        boolean failed = false;
        Future<?> cancelled = null;
        try {
            switch (deed) {
                case BEGIN_AND_CLOSE:
                    response.body.read();
                    break;
                case CLOSE:
                    break;
                case CANCEL:
                    response.body.read();
                    if (client.client.cancelsFromElsewhere()) {
                        cancelled = cancelling.submit(response.cancel);
                        readToEof = readToEof(response);
                    } else {
                        response.cancel.run();
                    }
                    break;
                default:
                    readToEof = readToEof(response);
            }
        } catch (IOException e) {
            // What was cancelled, truncated or reset; anything else shows as a cell that should not be there.
            failed = true;
        }
        // To leave what ended too early would be a leak in its own right, where a client takes that for the end.
        boolean closed = failed || deed != Deed.READ || served == Served.TRUNCATED;
        if (closed) {
            close(response);
        }
        if (cancelled != null) {
            cancelled.get();
        }
        // Who takes the end of the connection for that of the body has a body that lasts as long as its connection.
        boolean keepAlive = served.keepAlive() && !(served == Served.TRUNCATED && readToEof);
        counts.ended(keepAlive, readToEof, closed);
    }

    private static boolean readToEof(Opened response) throws IOException {
        byte[] buffer = new byte[4096];
        int read;
        do {
            read = response.body.read(buffer, 0, buffer.length);
        } while (read >= 0);
        return true;
    }

    private static void close(Opened response) {
        try {
            response.closer.close();
        } catch (IOException e) {
            // Some clients drain what is broken. It was closed all the same.
            return;
        }
    }

    private String url(Kept client, Served served) {
        return url + "/" + client.number + "/" + served;
    }

    /** A client with what is kept of it. */
    private static final class Kept {
        private static final AtomicInteger NUMBERS = new AtomicInteger();

        final int number = NUMBERS.getAndIncrement();
        final String className;
        final SoakClient client;
        final Counts counts = new Counts();
        final AtomicInteger toHold;
        final AtomicInteger toDrop;

        Kept(String className, int leaks) throws ReflectiveOperationException {
            this.className = className;
            this.client = SoakClient.named(className);
            this.toHold = new AtomicInteger(leaks);
            this.toDrop = new AtomicInteger(leaks);
        }
    }
}
