package dev.connleak.client;

import java.io.IOException;
import java.io.OutputStream;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What a transport's response has beyond its head, which it keeps when others wrap its body. */
final class Received {

    private final ResponseHead head;
    private final ResponseBody framed;
    private final @Nullable SwitchedStream switched;
    private final long connectionId;
    private final @Nullable SSLSession sslSession;

    Received(Connection connection, Exchange exchange, ResponseHead head) {
        this.head = head;
        framed = new ResponseBody(exchange, head);
        switched = connection.switched();
        connectionId = connection.id();
        sslSession = connection.link().session();
    }

    Response response(Request request) {
        ResponseHead shown = decoded() || head.framing() == Framing.CHUNKED ? head.shown(decoded()) : head;
        return new Response(shown, switched == null ? framed : switched, request, this);
    }

    long connectionId() {
        return connectionId;
    }

    @Nullable
    SSLSession sslSession() {
        return sslSession;
    }

    boolean decoded() {
        return framed.decoded();
    }

    @Nullable
    Headers trailers() {
        return framed.trailers();
    }

    /** The way to the server, null where the connection still speaks HTTP. */
    @Nullable
    OutputStream output() throws IOException {
        return switched == null ? null : switched.output();
    }
}
