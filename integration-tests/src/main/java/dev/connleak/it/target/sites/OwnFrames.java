package dev.connleak.it.target.sites;

import feign.Feign;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.future.FutureKt;
import okhttp3.Call;
import okhttp3.Response;
import reactor.core.publisher.Mono;

/** Ways in which the thread of the exchange has a frame of the application's, somewhere. */
public final class OwnFrames {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
    private static final ScheduledExecutorService LATER = Executors.newScheduledThreadPool(1);

    private OwnFrames() {}

    private static Response execute(String url) {
        try {
            return Http.call(url).execute(); // @site
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object one(String url) throws IOException {
        return new Client().get(url);
    }

    static Object other(String url) throws IOException {
        return new Client().get(url);
    }

    static Object lambda(String url) throws Exception {
        Callable<Response> task = () -> Http.call(url).execute(); // @site
        return task.call();
    }

    static Object methodReference(String url) throws Exception {
        Callable<Response> task = Http.call(url)::execute;
        return task.call(); // @site
    }

    static Object proxy(String url) throws Exception {
        Fetcher proxy = (Fetcher) Proxy.newProxyInstance(
                Fetcher.class.getClassLoader(),
                new Class<?>[] {Fetcher.class},
                (self, method, arguments) -> Http.call(url).execute()); // @site
        return proxy.fetch(url);
    }

    /** The handler behind the proxy is a library's. */
    static Object libraryProxy(String url) {
        return Feign.builder().target(Orders.class, url).poll(); // @site
    }

    /** The JVM leaves frames of hidden classes out of stacks: the line below them is the first that can be known. */
    static Object hiddenClass(String url) throws Exception {
        return hidden(Http.call(url)).call(); // @site
    }

    static Object executor(String url) {
        return POOL.submit(() -> Http.call(url).execute()); // @site
    }

    static Object scheduled(String url) {
        return LATER.schedule(() -> Http.call(url).execute(), 1, TimeUnit.MILLISECONDS); // @site
    }

    static Object thread(String url) {
        FutureTask<Response> task = new FutureTask<>(() -> Http.call(url).execute()); // @site
        new Thread(task).start();
        return task;
    }

    static Object stage(String url) {
        return CompletableFuture.completedFuture(url).thenApplyAsync(to -> execute(to));
    }

    static Object parallelStream(String url) {
        return Collections.singletonList(url).parallelStream()
                .map(OwnFrames::execute)
                .findAny()
                .get();
    }

    static Object reactor(String url) {
        return Mono.fromCallable(() -> Http.call(url).execute()) // @site
                .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())
                .toFuture();
    }

    static Object rxJava(String url) {
        return Single.fromCallable(() -> Http.call(url).execute()) // @site
                .subscribeOn(Schedulers.io())
                .toFuture();
    }

    static Object coroutine(String url) {
        return FutureKt.future(
                GlobalScope.INSTANCE,
                (kotlin.coroutines.CoroutineContext) Dispatchers.getIO(),
                CoroutineStart.DEFAULT,
                (scope, continuation) -> execute(url));
    }

    /** On 15 and later. */
    private static Callable<?> hidden(Call call) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = OwnFrames.class.getResourceAsStream("HiddenCaller.class")) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
            }
        }
        Class<?> option = Class.forName("java.lang.invoke.MethodHandles$Lookup$ClassOption");
        Object defined = MethodHandles.Lookup.class
                .getMethod(
                        "defineHiddenClass",
                        byte[].class,
                        boolean.class,
                        Array.newInstance(option, 0).getClass())
                .invoke(MethodHandles.lookup(), bytes.toByteArray(), true, Array.newInstance(option, 0));
        Constructor<?> constructor =
                ((MethodHandles.Lookup) defined).lookupClass().getDeclaredConstructor(Call.class);
        return (Callable<?>) constructor.newInstance(call);
    }
}
