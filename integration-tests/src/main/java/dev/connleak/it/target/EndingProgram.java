package dev.connleak.it.target;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Has exchanges, {@code read TIMES URL} or {@code leak TIMES URL}, and knows every way to end: {@code exit CODE} and {@code exit-elsewhere CODE}, {@code halt CODE}, {@code return}, {@code exhaust} the heap; {@code close} closes what is open; {@code exhaust-descriptors} takes all there are, {@code fill FILE} the rest of its disk, {@code err-to-out} makes stderr stdout; {@code hook-blocks},
 * {@code hook-closes MILLIS} and {@code hook-interrupts MILLIS} add a shutdown hook that never returns, one that closes what is open after so long, and one that interrupts all threads but itself until then, which {@code interrupt} does once. Commands run on a daemon thread, so that the main thread can return.
 */
public final class EndingProgram {
    private final CellClient client;
    private final Commands commands = new Commands();
    private final CountDownLatch returning = new CountDownLatch(1);

    private EndingProgram(CellClient client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        new EndingProgram(CellClient.named(args[0])).serve();
    }

    private void serve() {
        commands.on("read", words -> run(Cell.KEEP_ALIVE_READ_CLOSED, words))
                .on("leak", words -> run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, words))
                .on("exit-elsewhere", words -> {
                    int code = Integer.parseInt(words.get(0));
                    new Thread(() -> System.exit(code), "elsewhere").start();
                    return "";
                })
                .on("halt", words -> {
                    Runtime.getRuntime().halt(Integer.parseInt(words.get(0)));
                    return "";
                })
                .on("return", words -> {
                    returning.countDown();
                    return "";
                })
                .on("close", words -> {
                    closeAll();
                    return "";
                })
                .on("exhaust", words -> Integer.toString(exhaust()))
                .on("hook-blocks", words -> {
                    hook(() -> new CountDownLatch(1).await());
                    return "";
                })
                .on("exhaust-descriptors", words -> exhaustDescriptors())
                .on("fill", words -> fill(words.get(0)))
                .on("err-to-out", words -> {
                    System.setErr(System.out);
                    return "";
                })
                .on("interrupt", words -> {
                    interruptOthers();
                    return "";
                })
                .on("hook-interrupts", words -> {
                    long millis = Long.parseLong(words.get(0));
                    hook(() -> {
                        long end = System.nanoTime() + millis * 1_000_000;
                        while (System.nanoTime() - end < 0) {
                            interruptOthers();
                        }
                    });
                    return "";
                })
                .on("hook-closes", words -> {
                    long millis = Long.parseLong(words.get(0));
                    hook(() -> {
                        Thread.sleep(millis);
                        closeAll();
                    });
                    return "";
                });
        Thread server = new Thread(this::serveCommands, "commands");
        server.setDaemon(true);
        server.start();
        awaitReturn();
    }

    private void awaitReturn() {
        boolean waiting = true;
        while (waiting) {
            try {
                returning.await();
                waiting = false;
            } catch (InterruptedException e) {
                // By the command; it is not a reason to return.
                waiting = true;
            }
        }
    }

    private void serveCommands() {
        try {
            commands.serve();
        } catch (IOException e) {
            throw new IllegalStateException("stdin", e);
        }
    }

    private String run(Cell cell, List<String> words) throws Exception {
        int times = Integer.parseInt(words.get(0));
        client.run(new Exchanges(cell, words.get(1), times, false, commands.handles()));
        return "";
    }

    private static int exhaust() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(new byte[1 << 20]);
        }
        return all.size();
    }

    private String exhaustDescriptors() {
        List<Object> taken = commands.handles();
        try {
            while (taken.size() < Integer.MAX_VALUE) {
                taken.add(new FileInputStream("/dev/null"));
            }
            return "never";
        } catch (IOException e) {
            return "done";
        }
    }

    private static String fill(String file) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = new FileOutputStream(file)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write(page);
            }
            return "never";
        } catch (IOException e) {
            return "full";
        }
    }

    /** As frameworks do that want to end whatever was started in their thread group. */
    private static void interruptOthers() {
        Thread[] all = new Thread[Thread.activeCount() * 2];
        int count = Thread.enumerate(all);
        for (int i = 0; i < count; i++) {
            if (all[i] != Thread.currentThread()) {
                all[i].interrupt();
            }
        }
    }

    private void closeAll() throws IOException {
        for (Object handle : new ArrayList<>(commands.handles())) {
            ((Closeable) handle).close();
        }
    }

    private static void hook(Work work) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (Exception e) {
                                throw new IllegalStateException("in a shutdown hook", e);
                            }
                        },
                        "application-hook"));
    }

    private interface Work {
        void run() throws Exception;
    }
}
