package dev.connleak.it.soak;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp, each call one request. */
public final class OkHttpSoak implements SoakClient {
    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(100, 5, TimeUnit.MINUTES))
            .retryOnConnectionFailure(false)
            .build();

    @Override
    public Opened open(String method, String url) throws IOException {
        Call call = call(method, url);
        return opened(call, call.execute()); // @site
    }

    @Override
    public Opened openToHold(String url) throws IOException {
        Call call = call("GET", url);
        return opened(call, call.execute()); // @site
    }

    @Override
    public Opened openToDrop(String url) throws IOException {
        Call call = call("GET", url);
        return opened(call, call.execute()); // @site
    }

    private Call call(String method, String url) {
        RequestBody body = method.equals("POST") ? RequestBody.create(new byte[0], null) : null;
        return client.newCall(
                new Request.Builder().url(url).method(method, body).build());
    }

    private static Opened opened(Call call, Response response) {
        return Opened.of(response.body().byteStream(), response, call::cancel);
    }
}
