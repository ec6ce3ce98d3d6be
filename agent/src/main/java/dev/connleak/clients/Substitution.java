package dev.connleak.clients;

import dev.connleak.bridge.ConnleakStream;
import dev.connleak.track.Event;
import dev.connleak.track.HotPath;
import dev.connleak.track.Ledger;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a wrapper in place of a body that its connection holds for as long as it is leased: whether the application has
 * dropped the wrapper can be seen.
 */
public final class Substitution {
    /** Of Jetty, which is the only one that such streams come from; what a subclass of its listener answers is its own. */
    private static final String STREAM = ".InputStreamResponseListener$Input";

    private final @Nullable Responses responses;

    /** @param responses those of {@code java.net.http}; null where there are none in this JVM */
    public Substitution(@Nullable Responses responses) {
        this.responses = responses;
    }

    boolean ofResponses() {
        return responses != null;
    }

    /** Puts a wrapper into the place, if the original is a response or a stream that is known to need one. */
    @HotPath
    void replace(int client, Object original, Object[] place, Ledger ledger) throws Throwable {
        if (!(original instanceof InputStream)) {
            if (responses != null) {
                responses.replace(client, original, place, ledger);
            }
        } else if (original.getClass().getName().endsWith(STREAM)) {
            Object wrapper = new ConnleakStream((InputStream) original);
            ledger.record(Event.SUBSTITUTED, client, original, wrapper, null);
            place[0] = wrapper;
        }
    }
}
