package dev.connleak.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whatever a {@link Client} could not do, with the request that it was about: {@code Get "http://host/": reason}. */
public final class HttpRequestException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String url;
    private final transient @Nullable Response response;

    /** @param url without a password: it ends up in logs */
    HttpRequestException(String method, String url, IOException cause, @Nullable Response response) {
        super(operation(method) + " \"" + url + "\": " + cause.getMessage(), cause);
        operation = operation(method);
        this.url = url;
        this.response = response;
    }

    /** The method of the first request, as a verb: {@code Get}. */
    public String operation() {
        return operation;
    }

    /** Where the failed hop led, its password masked. */
    public String url() {
        return url;
    }

    /** Whether a time ran out: the client's, the request's, or one of the transport's. */
    public boolean isTimeout() {
        return getCause() instanceof SocketTimeoutException;
    }

    /** The response that asked for a redirect which the policy failed, its body closed; null for any other failure. */
    public @Nullable Response response() {
        return response;
    }

    private static String operation(String method) {
        return method.isEmpty() ? "Get" : method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    }
}
