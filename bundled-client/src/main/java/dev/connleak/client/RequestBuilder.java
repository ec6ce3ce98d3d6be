package dev.connleak.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what a {@link Request} is. For one thread. */
public final class RequestBuilder {

    URI uri;
    HeadersBuilder headers = Headers.builder();
    String method = "GET";
    RequestBody body = RequestBody.none();
    RequestTrailers trailers = RequestTrailers.NONE;
    boolean close;

    @Nullable
    String target;

    @Nullable
    Duration deadline;

    @Nullable
    Cancellation cancellation;

    @Nullable
    InterimListener interim;

    final List<TransportListener> listeners = new ArrayList<>(0);

    @Nullable
    Errand errand;

    RequestBuilder(URI uri) {
        this.uri = uri;
    }

    RequestBuilder(Request request) {
        uri = request.uri();
        headers = request.headers().toBuilder();
        method = request.method();
        target = request.target();
        body = request.body();
        trailers = request.trailers();
        close = request.close();
        deadline = request.deadline();
        cancellation = request.cancellation();
        interim = request.interimListener();
        listeners.addAll(request.listeners());
        errand = request.errand();
    }

    /** Send it elsewhere. */
    public RequestBuilder uri(URI uri) {
        this.uri = uri;
        return this;
    }

    /** Set the method; none is GET. */
    public RequestBuilder method(String method) {
        this.method = method.isEmpty() ? "GET" : method;
        return this;
    }

    /** Set the method and the body. */
    public RequestBuilder method(String method, RequestBody body) {
        this.body = body;
        return method(method);
    }

    /** Name something else than path and query of the URI in the first line, such as {@code *}. */
    public RequestBuilder target(String target) {
        this.target = target;
        return this;
    }

    /**
     * Add a header field.
     *
     * <p>{@code Host} replaces what follows from the URI. {@code User-Agent} replaces the default; an empty one
     * suppresses it. {@code Expect: 100-continue} makes the body wait for the server's word. {@code Content-Length},
     * {@code Transfer-Encoding} and {@code Trailer} follow from the body and are not sent.
     */
    public RequestBuilder header(String name, String value) {
        headers.addParsed(name, Tokens.withoutOuterSpace(value));
        return this;
    }

    /**
     * Add a field behind the body, which is then sent in chunks.
     *
     * @param value asked on a loop of the transport, when the body has been read to its end and closed; null leaves the
     *     field out
     */
    public RequestBuilder trailer(String name, Supplier<@Nullable String> value) {
        trailers = trailers.with(name, value);
        return this;
    }

    /** Replace all header fields. */
    public RequestBuilder headers(Headers headers) {
        this.headers = headers.toBuilder();
        return this;
    }

    /** Take all lines of a header field out. */
    public RequestBuilder removeHeader(String name) {
        headers.remove(name);
        return this;
    }

    /** Ask for the connection to be closed after this request. */
    public RequestBuilder close() {
        close = true;
        return this;
    }

    /** Give up when the response body has not ended within this time, counted from the call. */
    public RequestBuilder deadline(Duration deadline) {
        this.deadline = deadline;
        return this;
    }

    /** Let a handle cancel this request, until the response body has ended. */
    public RequestBuilder cancellation(@Nullable Cancellation cancellation) {
        this.cancellation = cancellation;
        return this;
    }

    /** Tell a listener of interim responses, which then do not count against the size limit of the head. */
    public RequestBuilder interimListener(InterimListener listener) {
        interim = listener;
        return this;
    }

    /** Tell a listener what happens to the request, before those that were given already. */
    public RequestBuilder listener(TransportListener listener) {
        listeners.add(0, listener);
        return this;
    }

    /**
     * Make the request.
     *
     * @throws InvalidRequestException if something that was said does not fit where it would have to stand, or if the
     *     URI has no scheme or no host, or a port that is none; the body is closed
     */
    public Request build() {
        boolean built = false;
        try {
            Origin origin = origin();
            new RequestCheck(origin).check(this, headers.build());
            Request request = new Request(this, origin);
            built = true;
            return request;
        } finally {
            if (!built) {
                body.discard();
            }
        }
    }

    private Origin origin() {
        try {
            return Origin.of(uri);
        } catch (IllegalArgumentException e) {
            throw new InvalidUriException(uri.getScheme() + "://" + uri.getHost(), String.valueOf(e.getMessage()));
        }
    }
}
