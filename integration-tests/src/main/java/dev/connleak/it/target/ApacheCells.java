package dev.connleak.it.target;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/** The eight cells of Apache HttpClient 5, classic. */
// Deprecated, and the call that most applications make.
@SuppressWarnings("deprecation")
public final class ApacheCells extends CellClient {
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(WarmPool.SIZE)
                    .setMaxConnTotal(1000)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setIdleTimeout(Timeout.ofMinutes(4))
                            .build())
                    .build())
            .build();

    @Override
    public Answer open(String url) throws IOException {
        CloseableHttpResponse response = client.execute(new HttpGet(url)); // @site
        return new Answer(response, response.getEntity().getContent(), response);
    }

    @Override
    protected void keepAliveReadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.execute(new HttpGet(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveReadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.execute(new HttpGet(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.execute(new HttpGet(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.execute(new HttpGet(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void closeReadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.execute(new HttpGet(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void closeReadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.execute(new HttpGet(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.execute(new HttpGet(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.execute(new HttpGet(exchanges.url())), exchanges); // @site
        }
    }

    private static void end(CloseableHttpResponse response, Exchanges exchanges) throws IOException {
        exchanges.end(response, response.getEntity().getContent(), response);
    }
}
