package dev.connleak.it.target;

import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.net.URI;

/** The eight cells of the reference transport. */
public final class ReferenceCells extends CellClient {
    private final Transport transport =
            Transport.builder().maxIdleConnectionsPerHost(WarmPool.SIZE).build();

    @Override
    public Answer open(String url) throws IOException {
        Response response = transport.roundTrip(get(url)); // @site
        return new Answer(response, response.body(), response.body());
    }

    @Override
    protected void keepAliveReadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(transport.roundTrip(get(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveReadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(transport.roundTrip(get(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(transport.roundTrip(get(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(transport.roundTrip(get(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void closeReadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(transport.roundTrip(get(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void closeReadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(transport.roundTrip(get(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(transport.roundTrip(get(exchanges.url())), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadNotClosed(Exchanges exchanges) throws IOException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(transport.roundTrip(get(exchanges.url())), exchanges); // @site
        }
    }

    private static Request get(String url) {
        return Request.get(URI.create(url));
    }

    private static void end(Response response, Exchanges exchanges) throws IOException {
        exchanges.end(response, response.body(), response.body());
    }
}
