package dev.connleak.it.target;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp. */
public final class OkHttpFresh extends FreshClient {
    private final OkHttpClient same = new OkHttpClient();

    @Override
    protected Object get(String url) throws IOException {
        OkHttpClient client = new OkHttpClient(); // @site
        read(client, url);
        return client;
    }

    @Override
    protected void getWithTheSame(String url) throws IOException {
        read(same, url);
    }

    private static void read(OkHttpClient client, String url) throws IOException {
        Request request = new Request.Builder().url(url).build();
        try (Response response = client.newCall(request).execute()) {
            response.body().bytes();
        }
    }
}
