package dev.connleak.it.target;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The eight cells of OkHttp. */
public final class OkHttpCells extends CellClient {
    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(WarmPool.SIZE, 5, TimeUnit.MINUTES))
            .build();

    @Override
    public Answer open(String url) throws IOException {
        Response response = call(url).execute(); // @site
        return new Answer(response, response.body().byteStream(), response);
    }

    @Override
    protected void keepAliveReadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(call(exchanges.url()).execute(), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveReadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(call(exchanges.url()).execute(), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(call(exchanges.url()).execute(), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(call(exchanges.url()).execute(), exchanges); // @site
        }
    }

    @Override
    protected void closeReadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(call(exchanges.url()).execute(), exchanges); // @site
        }
    }

    @Override
    protected void closeReadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(call(exchanges.url()).execute(), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(call(exchanges.url()).execute(), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(call(exchanges.url()).execute(), exchanges); // @site
        }
    }

    private Call call(String url) {
        return client.newCall(new Request.Builder().url(url).build());
    }

    private static void end(Response response, Exchanges exchanges) throws IOException {
        exchanges.end(response, response.body().byteStream(), response);
    }
}
