package dev.connleak.it.target.jdk11;

import dev.connleak.it.target.Commands;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;

/**
 * Bodies of {@code java.net.http} as their users see them: {@code behave URL} says all that can be told of them,
 * {@code declared URL} what their classes declare; {@code publish URL}, {@code subscribe URL} and {@code async URL} hold one.
 */
public final class BodiesProgram {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    private BodiesProgram() {}

    public static void main(String[] args) throws Exception {
        Commands commands = new Commands();
        commands.on("behave", words -> String.join(" ; ", behaviour(words.get(0), words.get(1), words.get(2))))
                .on("declared", words -> declared(get(words.get(0)).body()))
                .on("publish", words -> hold(commands, BodiesProgram.publisher(words.get(0))))
                .on("subscribe", words -> {
                    Waiting subscriber = new Waiting();
                    BodiesProgram.publisher(words.get(0)).body().subscribe(subscriber);
                    return hold(commands, subscriber);
                })
                .on(
                        "async",
                        words ->
                                hold(commands, BodiesProgram.later(words.get(0)).get()))
                .serve();
    }

    private static String hold(Commands commands, Object held) {
        commands.handles().add(held);
        return "";
    }

    private static HttpRequest request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }

    private static HttpResponse<InputStream> get(String url) throws IOException, InterruptedException {
        return CLIENT.send(request(url), BodyHandlers.ofInputStream());
    }

    private static HttpResponse<Flow.Publisher<List<ByteBuffer>>> publisher(String url)
            throws IOException, InterruptedException {
        return CLIENT.send(request(url), BodyHandlers.ofPublisher()); // @site
    }

    private static CompletableFuture<HttpResponse<InputStream>> later(String url) {
        return CLIENT.sendAsync(request(url), BodyHandlers.ofInputStream()); // @site
    }

    private static List<String> behaviour(String url, String refused, String webSocket) throws Exception {
        List<String> told = new ArrayList<>();
        response(url, told);
        streams(url, told);
        futures(url, refused, told);
        others(url, told);
        WebSocket socket = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(webSocket), new WebSocket.Listener() {})
                .get();
        told.add("web socket " + socket.getSubprotocol() + socket.isOutputClosed());
        socket.abort();
        return told.stream().map(BodiesProgram::withoutIds).collect(Collectors.toList());
    }

    private static void response(String url, List<String> told) throws Exception {
        HttpResponse<InputStream> response = get(url);
        told.add(response.toString());
        told.add(response.statusCode() + " " + response.headers().map().keySet() + response.version() + response.uri());
        told.add(response.request() + " " + response.previousResponse() + response.sslSession());
        InputStream body = response.body();
        Object same = response;
        int hash = response.hashCode();
        int bodyHash = body.hashCode();
        told.add("same body " + (body == response.body()));
        told.add("equal " + response.equals(same) + response.equals(get(url)));
        told.add("hash " + (hash == response.hashCode()));
        told.add("stream equal " + body.equals(response.body()) + body.equals(same));
        told.add(body.toString() + (bodyHash == response.body().hashCode()));
        response.body().close();
    }

    private static void streams(String url, List<String> told) throws Exception {
        told.add("all " + get(url).body().readAllBytes().length);
        told.add("transfer " + get(url).body().transferTo(new ByteArrayOutputStream()));
        InputStream in = get(url).body();
        told.add("mark " + in.markSupported()
                + thrown(() -> {
                    in.mark(10);
                    in.reset();
                    return "";
                }));
        told.add("one " + in.read() + " some " + in.read(new byte[7]) + " part " + in.read(new byte[9], 2, 3));
        told.add("n " + Arrays.toString(in.readNBytes(2)) + in.readNBytes(new byte[5], 1, 3) + in.skip(4));
        told.add("available " + (in.available() >= 0));
        told.add(thrown(() -> in.read(null, 0, 1)) + thrown(() -> in.read(new byte[1], 2, 3)));
        in.readAllBytes();
        told.add("end " + in.read() + in.read(new byte[1]) + in.skip(1) + in.available());
        in.close();
        in.close();
        told.add("closed " + thrown(in::read) + thrown(in::available) + thrown(in::readAllBytes));
    }

    private static void futures(String url, String refused, List<String> told) throws Exception {
        CompletableFuture<HttpResponse<InputStream>> future = BodiesProgram.later(url);
        told.add(future.getClass().getName() + " " + future.get().statusCode() + future.isDone());
        future.join().body().close();
        CompletableFuture<HttpResponse<InputStream>> failed = BodiesProgram.later(refused);
        told.add("get " + thrown(failed::get) + " join " + thrown(failed::join));
        told.add("state " + failed.isCompletedExceptionally() + failed.isCancelled());
        told.add("handled "
                + failed.handle((response, failure) -> failure instanceof CompletionException
                                ? "in " + failure.getCause()
                                : String.valueOf(failure))
                        .get());
        try (ServerSocket silent = new ServerSocket(0)) {
            CompletableFuture<HttpResponse<InputStream>> cancelled =
                    BodiesProgram.later("http://127.0.0.1:" + silent.getLocalPort() + "/");
            // Whether the JDK's own future ends by the cancel or by what that did to the exchange is a race of its own.
            told.add("cancelled " + cancelled.cancel(true)
                    + cancelled.handle((response, failure) -> failure != null).get());
        }
    }

    private static void others(String url, List<String> told) throws Exception {
        HttpResponse<String> text = CLIENT.send(request(url), BodyHandlers.ofString());
        told.add("text " + text.getClass().getName() + text.body().length());
        BodyHandler<Own> own = info -> BodySubscribers.mapping(BodySubscribers.ofInputStream(), Own::new);
        HttpResponse<Own> mapped = CLIENT.send(request(url), own);
        Own body = mapped.body();
        told.add("own " + mapped.getClass().getName() + body.getClass().getName() + body.readAllBytes().length);
        told.add("lines "
                + CLIENT.send(request(url), BodyHandlers.ofLines()).body().count());
        Waiting subscriber = new Waiting();
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> published = BodiesProgram.publisher(url);
        published.body().subscribe(subscriber);
        told.add("published " + published.statusCode()
                + thrown(() -> {
                    published.body().subscribe(null);
                    return "";
                }));
    }

    private static String thrown(Callable<?> action) {
        try {
            return " " + action.call();
        } catch (Exception e) {
            return " " + e.getClass().getName() + ": " + withoutIds(String.valueOf(e.getMessage()));
        }
    }

    /** Hashes, numbers and addresses differ from run to run. */
    private static String withoutIds(String text) {
        return text.replaceAll("@[0-9a-f]+", "@").replaceAll(":[0-9]+", ":");
    }

    /** What an {@code InputStream} has and this one does not declare itself, final and private methods left out. */
    private static String declared(InputStream body) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Method method : InputStream.class.getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
                boolean declared = Arrays.stream(body.getClass().getDeclaredMethods())
                        .anyMatch(each -> each.getName().equals(method.getName())
                                && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()));
                if (!declared) {
                    missing.add(method.getName());
                }
            }
        }
        body.close();
        return body.getClass().getSimpleName() + missing;
    }

    /** A handler's own class, to which its user casts. */
    private static final class Own extends FilterInputStream {
        Own(InputStream in) {
            super(in);
        }
    }

    /** Subscribes, and asks for nothing. */
    private static final class Waiting implements Flow.Subscriber<List<ByteBuffer>> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            // The body waits for as long as nobody asks.
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            throw new IllegalStateException("nobody asked");
        }

        @Override
        public void onError(Throwable failure) {
            // A connection that is closed at the end of the program.
        }

        @Override
        public void onComplete() {
            throw new IllegalStateException("nobody asked");
        }
    }
}
