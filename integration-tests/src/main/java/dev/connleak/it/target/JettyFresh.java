package dev.connleak.it.target;

import org.eclipse.jetty.client.HttpClient;

/** Jetty's client. */
public final class JettyFresh extends FreshClient {
    private final HttpClient same = new HttpClient();

    @Override
    protected Object get(String url) throws Exception {
        HttpClient client = new HttpClient(); // @site
        read(client, url);
        return client;
    }

    @Override
    protected void getWithTheSame(String url) throws Exception {
        read(same, url);
    }

    private static void read(HttpClient client, String url) throws Exception {
        client.start();
        client.GET(url);
    }
}
