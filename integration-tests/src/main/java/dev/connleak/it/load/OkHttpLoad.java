package dev.connleak.it.load;

import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp. Compiled with 4, which has the same calls as the 5 that it runs with. */
public final class OkHttpLoad implements LoadClient {
    private final OkHttpClient client;

    public OkHttpLoad(int callers) {
        client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(callers, 5, TimeUnit.MINUTES))
                .build();
    }

    @Override
    public Get prepare(String url) {
        HttpUrl parsed = HttpUrl.get(url);
        return buffer -> {
            Request request = new Request.Builder().url(parsed).build();
            try (Response response = client.newCall(request).execute()) {
                return Drain.toEnd(response.body().byteStream(), buffer);
            }
        };
    }
}
