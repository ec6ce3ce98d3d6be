package dev.connleak.it.target;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Apache HttpClient 5, classic. */
public final class ApacheFresh extends FreshClient {
    private final CloseableHttpClient same = HttpClients.createDefault();

    @Override
    protected Object get(String url) throws IOException {
        CloseableHttpClient client = HttpClients.createDefault(); // @site
        read(client, url);
        return client;
    }

    @Override
    protected void getWithTheSame(String url) throws IOException {
        read(same, url);
    }

    private static void read(CloseableHttpClient client, String url) throws IOException {
        client.execute(new HttpGet(url), response -> EntityUtils.toByteArray(response.getEntity()));
    }
}
