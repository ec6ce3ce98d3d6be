package dev.connleak.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what a {@link Request} is. For one thread. */
public final class RequestBuilder {

    URI uri;
    HeadersBuilder headers = Headers.builder();
    String method = "GET";
    RequestBody body = RequestBody.none();
    boolean close;

    @Nullable
    Duration deadline;

    @Nullable
    Cancellation cancellation;

    @Nullable
    InterimListener interim;

    @Nullable
    Errand errand;

    RequestBuilder(URI uri) {
        this.uri = uri;
    }

    RequestBuilder(Request request) {
        uri = request.uri();
        headers = request.headers().toBuilder();
        method = request.method();
        body = request.body();
        close = request.close();
        deadline = request.deadline();
        cancellation = request.cancellation();
        interim = request.interimListener();
        errand = request.errand();
    }

    /** Send it elsewhere. */
    public RequestBuilder uri(URI uri) {
        this.uri = uri;
        return this;
    }

    /**
     * Set the method.
     *
     * @throws IllegalArgumentException if it is no token
     */
    public RequestBuilder method(String method) {
        if (!Tokens.token(method)) {
            throw new IllegalArgumentException("method is not a token: " + Tokens.printable(method));
        }
        this.method = method;
        return this;
    }

    /** Set the method and the body. */
    public RequestBuilder method(String method, RequestBody body) {
        this.body = body;
        return method(method);
    }

    /**
     * Add a header field.
     *
     * <p>{@code Content-Length}, {@code Transfer-Encoding} and {@code Trailer} follow from the body and are not sent.
     *
     * @throws IllegalArgumentException if the name is no token, or the value could break out of its line
     */
    public RequestBuilder header(String name, String value) {
        headers.add(name, value);
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

    /**
     * Make the request.
     *
     * @throws IllegalArgumentException if the URI is not an absolute http one with a host
     */
    public Request build() {
        return new Request(this);
    }
}
