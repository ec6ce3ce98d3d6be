package dev.connleak.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to send, any number of times unless its body is a single stream. */
public final class Request {

    private final String method;
    private final URI uri;
    private final Origin origin;
    private final @Nullable String target;
    private final Headers headers;
    private final RequestBody body;
    private final RequestTrailers trailers;
    private final boolean close;
    private final @Nullable Duration deadline;
    private final @Nullable Cancellation cancellation;
    private final @Nullable InterimListener interim;
    private final List<TransportListener> listeners;
    private final @Nullable Errand errand;

    Request(RequestBuilder builder, Origin origin) {
        method = builder.method;
        uri = builder.uri;
        target = builder.target;
        this.origin = origin;
        headers = builder.headers.build();
        body = builder.body;
        trailers = builder.trailers;
        close = builder.close;
        deadline = builder.deadline;
        cancellation = builder.cancellation;
        interim = builder.interim;
        listeners = Collections.unmodifiableList(new ArrayList<>(builder.listeners));
        errand = builder.errand;
    }

    /**
     * A GET of a URI.
     *
     * @throws InvalidUriException if the URI has no scheme or no host, or a port that is none
     */
    public static Request get(URI uri) {
        return builder(uri).build();
    }

    /** Start a request, a GET unless something else is said. */
    public static RequestBuilder builder(URI uri) {
        return new RequestBuilder(uri);
    }

    public String method() {
        return method;
    }

    public URI uri() {
        return uri;
    }

    public Headers headers() {
        return headers;
    }

    public RequestBody body() {
        return body;
    }

    /** Whether the connection is to be closed after this request. */
    public boolean close() {
        return close;
    }

    /** How long the whole request may take, from the call to the end of the response body; null for ever. */
    public @Nullable Duration deadline() {
        return deadline;
    }

    /** The handle that cancels this request, or null. */
    public @Nullable Cancellation cancellation() {
        return cancellation;
    }

    /** Start another request that is this one but for what the builder changes. */
    public RequestBuilder toBuilder() {
        return new RequestBuilder(this);
    }

    /** Who is told of interim responses, or null. */
    public @Nullable InterimListener interimListener() {
        return interim;
    }

    /** Who is told what happens to it, the last given first. */
    List<TransportListener> listeners() {
        return listeners;
    }

    /** The send of a {@link Client} that this is a hop of, or null. */
    @Nullable
    Errand errand() {
        return errand;
    }

    /** The server that the URI names. */
    Origin origin() {
        return origin;
    }

    /** What the first line names instead of path and query, or null. */
    @Nullable
    String target() {
        return target;
    }

    RequestTrailers trailers() {
        return trailers;
    }

    @Override
    public String toString() {
        return method + " " + origin;
    }
}
