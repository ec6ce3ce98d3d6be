package dev.connleak.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/**
 * The future of a response, whose cancelling cancels the request. It knows the call; the call does not know it, or a
 * dropped response could be reached from its connection.
 */
final class PendingResponse extends CompletableFuture<Response> {

    interface Attempt {
        Response proceed() throws IOException;
    }

    private final Runnable canceler;

    PendingResponse(Runnable canceler) {
        this.canceler = canceler;
    }

    /** Run the attempt on a thread of its own, whose name begins with the words given. */
    void completeOn(ThreadFactory threads, String name, Request request, Attempt attempt) {
        try {
            LoopThreads.named(threads, name, () -> complete(attempt)).start();
        } catch (RuntimeException | OutOfMemoryError e) {
            request.body().discard();
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean canceled = super.cancel(mayInterruptIfRunning);
        if (canceled) {
            canceler.run();
        }
        return canceled;
    }

    /** Run the attempt on this thread and complete with what comes of it. */
    private void complete(Attempt attempt) {
        try {
            Response response = attempt.proceed();
            if (!complete(response)) {
                response.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }
}
