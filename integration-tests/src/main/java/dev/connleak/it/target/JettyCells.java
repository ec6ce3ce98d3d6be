package dev.connleak.it.target;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.util.InputStreamResponseListener;

/** The eight cells of Jetty's client. */
public final class JettyCells extends CellClient {
    private static final long ANSWER_SECONDS = 30;

    private final HttpClient client = new HttpClient();

    public JettyCells() throws Exception {
        client.start();
    }

    @Override
    public Answer open(String url) throws Exception {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        client.newRequest(url).send(listener); // @site
        listener.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        InputStream body = listener.getInputStream();
        return new Answer(body, body, body);
    }

    @Override
    protected void keepAliveReadClosed(Exchanges exchanges) throws Exception {
        for (int i = 0; i < exchanges.times(); i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            client.newRequest(exchanges.url()).send(listener); // @site
            end(listener, exchanges);
        }
    }

    @Override
    protected void keepAliveReadNotClosed(Exchanges exchanges) throws Exception {
        for (int i = 0; i < exchanges.times(); i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            client.newRequest(exchanges.url()).send(listener); // @site
            end(listener, exchanges);
        }
    }

    @Override
    protected void keepAliveUnreadClosed(Exchanges exchanges) throws Exception {
        for (int i = 0; i < exchanges.times(); i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            client.newRequest(exchanges.url()).send(listener); // @site
            end(listener, exchanges);
        }
    }

    @Override
    protected void keepAliveUnreadNotClosed(Exchanges exchanges) throws Exception {
        for (int i = 0; i < exchanges.times(); i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            client.newRequest(exchanges.url()).send(listener); // @site
            end(listener, exchanges);
        }
    }

    @Override
    protected void closeReadClosed(Exchanges exchanges) throws Exception {
        for (int i = 0; i < exchanges.times(); i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            client.newRequest(exchanges.url()).send(listener); // @site
            end(listener, exchanges);
        }
    }

    @Override
    protected void closeReadNotClosed(Exchanges exchanges) throws Exception {
        for (int i = 0; i < exchanges.times(); i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            client.newRequest(exchanges.url()).send(listener); // @site
            end(listener, exchanges);
        }
    }

    @Override
    protected void closeUnreadClosed(Exchanges exchanges) throws Exception {
        for (int i = 0; i < exchanges.times(); i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            client.newRequest(exchanges.url()).send(listener); // @site
            end(listener, exchanges);
        }
    }

    @Override
    protected void closeUnreadNotClosed(Exchanges exchanges) throws Exception {
        for (int i = 0; i < exchanges.times(); i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            client.newRequest(exchanges.url()).send(listener); // @site
            end(listener, exchanges);
        }
    }

    private static void end(InputStreamResponseListener listener, Exchanges exchanges) throws Exception {
        listener.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        InputStream body = listener.getInputStream();
        exchanges.end(body, body, body);
        if (exchanges.cell().readToEof() || exchanges.cell().closed()) {
            // The stream is at its end before the connection is given back; the next request should find it.
            listener.await(ANSWER_SECONDS, TimeUnit.SECONDS);
        }
    }
}
