package dev.connleak.it.target;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp with few calls at a time: its pool has no limit, its dispatcher has. */
public final class SmallOkHttpPool implements ExhaustedProgram.SmallPool {
    private final OkHttpClient client;

    public SmallOkHttpPool() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(ExhaustedProgram.LIMIT);
        client = new OkHttpClient.Builder().dispatcher(dispatcher).build();
    }

    /** The callback never comes back: neither does the call's turn. */
    @Override
    public void lend(String url) throws InterruptedException {
        CountDownLatch lent = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        enqueue(url, lent, never);
        lent.await();
    }

    @Override
    public void ask(String url) {
        enqueue(url, new CountDownLatch(1), new CountDownLatch(0));
    }

    private void enqueue(String url, CountDownLatch answered, CountDownLatch until) {
        client.newCall(new Request.Builder().url(url).build()).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                throw new IllegalStateException(e);
            }

            @Override
            public void onResponse(Call call, Response response) {
                answered.countDown();
                try {
                    until.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                response.close();
            }
        });
    }
}
