package dev.connleak.clients;

import dev.connleak.track.Event;
import dev.connleak.track.HotPath;
import dev.connleak.track.Ledger;
import java.io.ByteArrayInputStream;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Wraps bodies of {@code java.net.http} that their connections hold for as long as they are leased. Only the two bodies of the JDK's own that wait to be read are
 * replaced, for what a handler of the application's makes may be cast to its own class; and never the text of a WebSocket's
 * handshake, whose response the JDK casts itself.
 */
public final class Responses {
    private static final String SUBSCRIBERS = "jdk.internal.net.http.ResponseSubscribers$";
    private static final String STREAM = SUBSCRIBERS + "HttpResponseInputStream";
    /** A lambda of this class. */
    private static final String PUBLISHER = SUBSCRIBERS + "PublishingBodySubscriber";

    private final MethodHandle body;
    private final MethodHandle stream;
    private final MethodHandle publisher;
    private final MethodHandle response;

    /**
     * All of them on objects alone.
     *
     * @param body of a response
     * @param stream makes a wrapper of a stream
     * @param publisher makes a wrapper of a publisher
     * @param response makes one of a response and of the wrapper of its body
     */
    public Responses(MethodHandle body, MethodHandle stream, MethodHandle publisher, MethodHandle response) {
        this.body = body;
        this.stream = stream;
        this.publisher = publisher;
        this.response = response;
    }

    /** Makes one of each, so that no event has to load or link anything. On the thread that starts the agent. */
    public void rehearse() {
        try {
            Object made = (Object) stream.invokeExact((Object) new ByteArrayInputStream(new byte[0]));
            Object whole = (Object) response.invokeExact((Object) null, made);
            Object back = (Object) body.invokeExact(whole);
            if (back != made) {
                throw new IllegalStateException("a wrapper answers with another body");
            }
            Object subscribed = (Object) publisher.invokeExact((Object) null);
            wrapper(subscribed);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a wrapper of the response into the place, if it is one of those. */
    @HotPath
    void replace(int client, Object original, Object[] place, Ledger ledger) throws Throwable {
        Object held = (Object) body.invokeExact(original);
        Object wrapper = held == null ? null : wrapper(held);
        if (wrapper != null) {
            Object replaced = (Object) response.invokeExact(original, wrapper);
            ledger.record(Event.SUBSTITUTED, client, original, wrapper, null);
            place[0] = replaced;
        }
    }

    @HotPath
    private @Nullable Object wrapper(Object held) throws Throwable {
        String name = held.getClass().getName();
        if (name.equals(STREAM)) {
            return (Object) stream.invokeExact(held);
        }
        return name.startsWith(PUBLISHER) ? (Object) publisher.invokeExact(held) : null;
    }
}
