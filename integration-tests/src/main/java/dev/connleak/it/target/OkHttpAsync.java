package dev.connleak.it.target;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp's {@code enqueue}. */
public final class OkHttpAsync extends AsyncClient {
    private static final class Leak implements Callback {
        private final Consumer<Object> responses;

        Leak(Consumer<Object> responses) {
            this.responses = responses;
        }

        @Override
        public void onResponse(Call call, Response response) {
            responses.accept(response);
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            // The program's answer will not come, and the test that waits for it fails.
        }
    }

    private final OkHttpClient client = new OkHttpClient();

    @Override
    protected void submit(String url, int times, Consumer<Object> responses) {
        for (int i = 0; i < times; i++) {
            call(url).enqueue(new Leak(responses)); // @site
        }
    }

    private Call call(String url) {
        return client.newCall(new Request.Builder().url(url).build());
    }
}
