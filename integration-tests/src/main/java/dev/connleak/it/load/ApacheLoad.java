package dev.connleak.it.load;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** Apache HttpClient 5, classic. */
public final class ApacheLoad implements LoadClient {
    private final CloseableHttpClient client;

    public ApacheLoad(int callers) {
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(callers)
                        .setMaxConnTotal(callers)
                        .build())
                .build();
    }

    @Override
    public Get prepare(String url) {
        URI uri = URI.create(url);
        return buffer -> client.execute(
                new HttpGet(uri), response -> Drain.toEnd(response.getEntity().getContent(), buffer));
    }
}
