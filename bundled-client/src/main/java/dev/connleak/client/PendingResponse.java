package dev.connleak.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** The future of a response, whose cancelling cancels the call. It knows the call; the call does not know it. */
final class PendingResponse extends CompletableFuture<Response> {

    interface Attempt {
        Response proceed() throws IOException;
    }

    private final Call call;

    PendingResponse(Call call) {
        this.call = call;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean canceled = super.cancel(mayInterruptIfRunning);
        if (canceled) {
            call.cancel(CancelCause.CANCELED);
        }
        return canceled;
    }

    /** Run the attempt on this thread and complete with what comes of it. */
    void complete(Attempt attempt) {
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
