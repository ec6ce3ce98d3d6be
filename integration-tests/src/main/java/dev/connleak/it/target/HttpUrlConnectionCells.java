package dev.connleak.it.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** The eight cells of {@code HttpURLConnection}. Its pool belongs to the JVM. */
public final class HttpUrlConnectionCells extends CellClient {

    @Override
    public Answer open(String url) throws IOException {
        InputStream body = connection(url).getInputStream(); // @site
        return new Answer(body, body, body);
    }

    @Override
    protected void keepAliveReadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(connection(exchanges.url()).getInputStream(), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveReadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(connection(exchanges.url()).getInputStream(), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(connection(exchanges.url()).getInputStream(), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(connection(exchanges.url()).getInputStream(), exchanges); // @site
        }
    }

    @Override
    protected void closeReadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(connection(exchanges.url()).getInputStream(), exchanges); // @site
        }
    }

    @Override
    protected void closeReadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(connection(exchanges.url()).getInputStream(), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(connection(exchanges.url()).getInputStream(), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(connection(exchanges.url()).getInputStream(), exchanges); // @site
        }
    }

    private static HttpURLConnection connection(String url) throws IOException {
        return (HttpURLConnection) new URL(url).openConnection();
    }

    private static void end(InputStream body, Exchanges exchanges) throws IOException {
        exchanges.end(body, body, body);
    }
}
