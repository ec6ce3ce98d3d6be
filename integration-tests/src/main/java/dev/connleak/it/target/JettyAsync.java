package dev.connleak.it.target;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.util.InputStreamResponseListener;

/** Jetty's {@code send} with a listener that never asks for its stream. */
public final class JettyAsync extends AsyncClient {
    private static final long ANSWER_SECONDS = 30;

    static final class Leak extends InputStreamResponseListener {
        private final Consumer<Object> responses;

        Leak(Consumer<Object> responses) {
            this.responses = responses;
        }

        @Override
        public void onHeaders(Response response) {
            super.onHeaders(response);
            responses.accept(response);
        }

        /** One after the other: Jetty may open a connection too many for requests that wait side by side. */
        void awaitHead() {
            try {
                get(ANSWER_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | TimeoutException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final HttpClient client = new HttpClient();

    public JettyAsync() throws Exception {
        client.start();
    }

    @Override
    protected void submit(String url, int times, Consumer<Object> responses) {
        for (int i = 0; i < times; i++) {
            Leak leak = new Leak(responses);
            client.newRequest(url).send(leak); // @site
            leak.awaitHead();
        }
    }
}
