package dev.connleak.clients;

import static dev.connleak.clients.Hooks.ANY;
import static dev.connleak.clients.Value.RESULT;
import static dev.connleak.clients.Value.THIS;
import static dev.connleak.clients.Value.argument;
import static dev.connleak.clients.Value.field;

import dev.connleak.track.Description;
import dev.connleak.track.Event;
import dev.connleak.track.Inspector;
import dev.connleak.track.Inspector.Found;
import dev.connleak.track.Inspector.Listing;
import dev.connleak.track.Inspector.PoolLimits;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.net.HttpURLConnection} of JDK 8 to 25. The connection is a {@code sun.net.www.http.HttpClient}; its pool is
 * the cache that it goes back to, one for the whole JVM. An exchange is keyed by the {@code HttpURLConnection}, and the
 * body's handle is its {@code HttpInputStream}, which nothing in the JDK holds but that object.
 *
 * <p>JDK 8 to 17 return an abandoned body's connection to the cache from {@code MeteredStream.finalize}, and all versions
 * close it at the latest when it is collected: those leaks end by themselves, as <em>rescued</em>.
 */
final class HttpUrlConnection extends Client {
    private static final String HANDLER = "sun.net.www.protocol.http.HttpURLConnection";

    HttpUrlConnection() {
        super("http-url-connection", "of JDK 8 to 25", "held reused closed reused held closed closed closed");
    }

    @Override
    public String advice() {
        return "Close the stream on every path: try (InputStream in = connection.getInputStream()) { … }; after an error"
                + " status read and close getErrorStream(). disconnect() closes the connection as well.";
    }

    @Override
    public String finishing() {
        return "Close the output stream and ask for the answer on every path: try (OutputStream out ="
                + " connection.getOutputStream()) { … }, then getResponseCode() or getInputStream(); or give it up with"
                + " disconnect().";
    }

    @Override
    public boolean partOfJdk() {
        return true;
    }

    @Override
    public void hooks(Hooks on) {
        on.type("sun.net.www.http.HttpClient")
                .exit("New", 5, Event.LEASED, argument("HttpURLConnection"), RESULT)
                .exit("New", 5, Event.REQUEST, argument("HttpURLConnection"), argument("URL"))
                .exit("openServer", 2, Event.CONNECTION_OPENED, THIS)
                .exit("openServer", 2, Event.CONNECTION_SEEN, THIS, field("kac"))
                .exit("writeRequests", ANY, Event.WRITTEN, THIS)
                // Again, because a request is sent again where the server turns out to have closed the connection.
                .enter("parseHTTP", ANY, Event.LEASED, argument("HttpURLConnection"), THIS)
                .enter("parseHTTP", ANY, Event.REQUEST, argument("HttpURLConnection"), field("url"))
                .exit("parseHTTP", ANY, Event.READ, THIS)
                .exit("parseHTTP", ANY, Event.HEAD, THIS, argument("MessageHeader"))
                .exit("parseHTTP", ANY, Event.KEEP_ALIVE, THIS, field("keepingAlive"))
                .enter("finished", 0, Event.RELEASED, THIS)
                .enter("closeServer", 0, Event.CONNECTION_CLOSED, THIS);
        on.type("sun.net.www.protocol.https.HttpsClient")
                .exit("New", 7, Event.LEASED, argument("HttpURLConnection"), RESULT)
                .exit("New", 7, Event.REQUEST, argument("HttpURLConnection"), argument("URL"));
        on.type(HANDLER)
                .enter("disconnect", 0, Event.CLOSE_ENTERED, THIS)
                .leave("disconnect", 0, Event.CLOSE_LEFT, THIS);
        // Without keep-alive the stream of a known length closes the bare socket at its end, and tells nobody else.
        on.type("sun.net.www.MeteredStream").enter("close", 0, Event.CONNECTION_CLOSED, THIS);
        on.type(HANDLER + "$HttpInputStream")
                .exit("<init>", ANY, Event.ALIAS_UNKEPT, argument("InputStream"), field("this$0"))
                .exit("<init>", ANY, Event.BODY, THIS, field("this$0"), argument("InputStream"))
                .readEnded("read", 3, Event.READ, field("this$0"))
                .readEnded("read", 3, Event.EOF, field("this$0"))
                .enter("close", 0, Event.CLOSE_ENTERED, field("this$0"))
                .leave("close", 0, Event.CLOSE_LEFT, field("this$0"));
    }

    @Override
    void request(Object request, Objects read, Description into) {
        into.url = request.toString();
    }

    @Override
    void response(Object response, Objects read, Description into) {
        Object keys = read.field(response, "keys");
        Object values = read.field(response, "values");
        final String[] names = keys instanceof String[] ? (String[]) keys : new String[0];
        final String[] texts = values instanceof String[] ? (String[]) values : new String[0];
        Heads.describeUnchanged(
                status(texts),
                name -> {
                    for (int i = 0; i < Math.min(names.length, texts.length); i++) {
                        if (name.equalsIgnoreCase(names[i])) {
                            return texts[i];
                        }
                    }
                    return null;
                },
                into);
    }

    /** The status line is the first value, without a key. */
    private static int status(String[] values) {
        String[] words = values.length == 0 || values[0] == null ? new String[0] : values[0].split(" ");
        try {
            return words.length > 1 ? Integer.parseInt(words[1]) : 0;
        } catch (NumberFormatException e) {
            // HTTP/0.9 or garbage: there is no status.
            return 0;
        }
    }

    @Override
    @Nullable
    Closeable socket(Object connection, Objects read) {
        Object socket = read.field(connection, "serverSocket");
        return socket instanceof Closeable ? (Closeable) socket : null;
    }

    /** While anything is idle in the cache, a thread runs it. */
    @Override
    void reach(int number, Thread thread, Objects read, Found into) {
        if (!thread.getName().equals("Keep-Alive-Timer")) {
            return;
        }
        // Thread.holder since 19.
        Object holder = read.field(thread, "holder");
        Object cache = holder == null ? read.field(thread, "target") : read.field(holder, "task");
        if (cache instanceof Map) {
            into.pool(number, cache);
        }
    }

    /** The cache has what is idle. What is lent is in no list: the report shows those sockets as untracked. */
    @Override
    void list(Object cache, Objects read, Listing into) {
        for (Object destination : destinations(cache)) {
            for (Object entry : new ArrayList<>((Collection<?>) destination)) {
                Object client = read.field(entry, "hc");
                if (client != null) {
                    into.connection(client, false, String.valueOf(read.field(client, "url")));
                }
            }
        }
    }

    /**
     * Each server's connections are kept for as long as it said when it was met first, or for a time of the JDK's:
     * {@code ClientVector.nap}. Of the cache as a whole it is known where all that are in it agree.
     */
    @Override
    PoolLimits limits(Object cache, Objects read) {
        Object common = null;
        try {
            for (Object destination : destinations(cache)) {
                Object nap = read.field(destination, "nap");
                if (nap == null || common != null && !common.equals(nap)) {
                    return PoolLimits.UNKNOWN;
                }
                common = nap;
            }
        } catch (RuntimeException changedMeanwhile) {
            return PoolLimits.UNKNOWN;
        }
        return new PoolLimits(null, null, common instanceof Integer ? (Long) ((Integer) common).longValue() : null);
    }

    private static Collection<?> destinations(Object cache) {
        return cache instanceof Map ? new ArrayList<>(((Map<?, ?>) cache).values()) : Collections.emptyList();
    }

    /**
     * The framing streams below {@code HttpInputStream} count what goes through them: {@code MeteredStream.count} for a
     * length, {@code rawPos}, {@code chunkRead} and {@code chunkCount} for chunks, the buffer's {@code pos} and
     * {@code count} until close.
     */
    @Override
    long progress(Object sample, Objects read) {
        long sum = read.number(sample, "count");
        sum = sum * 31 + read.number(sample, "rawPos");
        sum = sum * 31 + read.number(sample, "chunkRead");
        sum = sum * 31 + read.number(sample, "chunkCount");
        return sum * 31 + read.number(sample, "pos");
    }

    /**
     * The application writes and asks for the answer on threads of its own, so a request without an answer waits for it
     * whenever nobody is in the socket. Seen through the application's own object, which alone leads to the counters: as
     * seldom as samples are taken, that keeps no dropped one from being collected.
     */
    @Override
    long requestProgress(Object exchange, Object connection, @Nullable Object sample, int inside, Objects read) {
        if (inside != 0) {
            return Inspector.NOT_WAITING;
        }
        long streamed = read.number(read.field(exchange, "strOutputStream"), "written");
        return streamed * 31 + read.number(read.field(exchange, "poster"), "count");
    }

    /** Its connection goes with it: nobody else knows of either. */
    @Override
    boolean endsWithApplication() {
        return true;
    }

    /** Of a length, {@code MeteredStream.count}; nothing counts chunks. */
    @Override
    long bytesRead(Object sample, long length, Objects read) {
        return length >= 0 && read.field(sample, "expected") != null ? read.number(sample, "count") : -1;
    }
}
