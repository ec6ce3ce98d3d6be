package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One send of a {@link Client}: made on the thread that asked, inside {@code send} or {@code sendAsync}, and run hop by
 * hop on that thread or another.
 *
 * <p>The request of each hop carries it, so that an observer finds the thread and the stack of the application behind
 * every hop. It never refers to a response: the loops of the connection can reach it.
 *
 * <p>Seams for an observer: the constructor, and {@link #answered} (the last response is about to be handed out; what
 * was closed before that, the client closed).
 */
final class Errand {

    /** What is read of the body of a redirect to keep its connection (Go). */
    private static final int DRAINED = 2048;

    private final Client client;
    private final Request first;
    private final @Nullable Cancellation cancellation;
    private final SendDeadline deadline;
    private final @Nullable CookieJar jar;
    private final Hops hops;
    private final List<Request> sent = new ArrayList<>(1);

    Errand(Client client, Request request, @Nullable Cancellation cancellation) {
        this.client = client;
        first = request;
        this.cancellation = cancellation;
        deadline = new SendDeadline(client.timeout(), request.deadline());
        CookieHandler cookies = client.cookies();
        jar = cookies == null ? null : new CookieJar(cookies);
        hops = new Hops(request, jar != null);
    }

    Response run() throws HttpRequestException {
        Request request = first;
        while (true) {
            Response response = answer(request);
            Request next = hops.redirects(response) ? next(request, response) : null;
            if (next == null) {
                answered();
                return deadline.byClient() ? response.withBody(new TimedBody(response.body(), deadline)) : response;
            }
            request = next;
        }
    }

    /** The application has the response, in a moment. */
    void answered() {}

    private Response answer(Request request) throws HttpRequestException {
        sent.add(request);
        try {
            Response response = client.transport().roundTrip(prepared(request));
            if (response == null) {
                throw new IOException(client.transport().getClass().getName() + " returned no response");
            }
            if (jar != null) {
                store(jar, request, response);
            }
            return response.withRequest(request);
        } catch (IOException e) {
            throw failed(request.uri().toString(), deadline.told(ClientTimeoutException.Phase.HEADERS, e), null);
        }
    }

    /** What the transport gets: with the cookies of the jar, the user of the URI, and the time that is left. */
    private Request prepared(Request request) throws IOException {
        RequestBuilder hop = request.toBuilder().cancellation(cancellation);
        hop.errand = this;
        Duration left = deadline.left();
        if (left != null) {
            hop.deadline(left);
        }
        String authorization = UserInfo.authorization(request.uri());
        if (authorization != null && !request.headers().contains("Authorization")) {
            hop.header("Authorization", authorization);
        }
        if (jar != null) {
            addCookies(jar, request, hop);
        }
        return hop.build();
    }

    private static void addCookies(CookieJar jar, Request request, RequestBuilder hop) throws IOException {
        boolean asked = false;
        try {
            String cookies = jar.cookies(request);
            if (!cookies.isEmpty()) {
                hop.removeHeader("Cookie").header("Cookie", cookies);
            }
            asked = true;
        } finally {
            if (!asked) {
                request.body().discard();
            }
        }
    }

    private static void store(CookieJar jar, Request request, Response response) throws IOException {
        boolean stored = false;
        try {
            jar.store(request, response.headers());
            stored = true;
        } finally {
            if (!stored) {
                response.close();
            }
        }
    }

    /** The next hop, or null if this response is the application's. Otherwise the response is finished here. */
    private @Nullable Request next(Request request, Response response) throws HttpRequestException {
        String location = response.headers().first("Location");
        if (location == null || location.isEmpty()) {
            return null;
        }
        Request next;
        try {
            next = hops.next(request, response, location);
        } catch (RedirectException e) {
            response.close();
            throw failed(request.uri().toString(), e, null);
        }
        boolean open = false;
        try {
            open = !client.redirects().follow(next, Collections.unmodifiableList(new ArrayList<>(sent)));
        } catch (IOException e) {
            throw failed(location, e, response);
        } finally {
            if (!open) {
                finish(response);
            }
        }
        return open ? null : next;
    }

    /** Read a small body to its end, which keeps its connection, and give up a large one. */
    private static void finish(Response response) {
        try (Response closed = response) {
            if (closed.contentLength() <= DRAINED) {
                InputStream body = closed.body();
                byte[] bytes = new byte[DRAINED];
                for (int left = DRAINED, read = 0; left > 0 && read >= 0; left -= read) {
                    read = body.read(bytes, 0, left);
                }
            }
        } catch (IOException e) {
            // Its connection is lost, which is no reason not to go where the redirect leads.
            return;
        }
    }

    private HttpRequestException failed(String uri, IOException why, @Nullable Response response) {
        return new HttpRequestException(first.method(), UserInfo.masked(uri), why, response);
    }
}
