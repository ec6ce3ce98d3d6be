package dev.connleak.it.target;

import java.util.concurrent.CountDownLatch;

/** Leaks in callbacks: {@code submit TIMES URL} answers when all responses have come. */
public final class AsyncProgram {
    private AsyncProgram() {}

    public static void main(String[] args) throws Exception {
        AsyncClient client = AsyncClient.named(args[0]);
        Commands commands = new Commands();
        commands.on("submit", words -> {
                    int times = Integer.parseInt(words.get(0));
                    CountDownLatch responses = new CountDownLatch(times);
                    client.submit(words.get(1), times, response -> {
                        commands.handles().add(response);
                        responses.countDown();
                    });
                    responses.await();
                    return "";
                })
                .serve();
    }
}
