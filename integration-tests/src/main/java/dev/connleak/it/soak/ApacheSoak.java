package dev.connleak.it.soak;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** Apache HttpClient 5, classic, each call one request. */
// Deprecated, and the call that most applications make.
@SuppressWarnings("deprecation")
public final class ApacheSoak implements SoakClient {
    private static final int CONNECTIONS = 1000;

    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .build())
            .disableAutomaticRetries()
            .build();

    @Override
    public Opened open(String method, String url) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(url));
        return opened(request, client.execute(request)); // @site
    }

    @Override
    public Opened openToHold(String url) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase("GET", URI.create(url));
        return opened(request, client.execute(request)); // @site
    }

    @Override
    public Opened openToDrop(String url) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase("GET", URI.create(url));
        return opened(request, client.execute(request)); // @site
    }

    private static Opened opened(HttpUriRequestBase request, CloseableHttpResponse response) throws IOException {
        return Opened.of(response.getEntity().getContent(), response, request::cancel);
    }
}
