package dev.connleak.it.target.sites;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import reactor.core.publisher.Mono;

/** Ways in which a thread has no frame of the application's: its task is the client's own code from end to end. */
public final class LibraryTasks {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
    private static final ScheduledExecutorService LATER = Executors.newScheduledThreadPool(1);

    private LibraryTasks() {}

    static Object executor(String url) {
        return POOL.submit(Http.call(url)::execute); // @site
    }

    static Object scheduled(String url) {
        return LATER.schedule(Http.call(url)::execute, 1, TimeUnit.MILLISECONDS); // @site
    }

    static Object forkJoin(String url) {
        Callable<Response> task = Http.call(url)::execute;
        return ForkJoinPool.commonPool().submit(task); // @site
    }

    static Object thread(String url) {
        FutureTask<Response> task = new FutureTask<>(Http.call(url)::execute); // @site
        new Thread(task).start();
        return task;
    }

    static Object reactor(String url) {
        return Mono.fromCallable(Http.call(url)::execute)
                .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())
                .toFuture(); // @site
    }

    static Object rxJava(String url) {
        return Single.fromCallable(Http.call(url)::execute)
                .subscribeOn(Schedulers.io())
                .toFuture(); // @site
    }

    /** On 21 and later. */
    static Object virtualThread(String url) throws ReflectiveOperationException {
        ExecutorService threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        return threads.submit(Http.call(url)::execute); // @site
    }

    /** A task without an exchange. */
    static Object idle(String url) {
        Closeable nothing = () -> {};
        return POOL.submit(() -> nothing);
    }

    /** A task in a task: the outer one is no code of the application's either. */
    static Object nested(String url) {
        Callable<Response> task = Http.call(url)::execute;
        Callable<Object> submit = () -> POOL.submit(task).get(); // @site
        return LATER.submit(submit);
    }

    static Object supplied(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        CompletableFuture<?> headers = CompletableFuture.supplyAsync(connection::getHeaderFields); // @site
        return headers.thenApply(seen -> (Closeable) connection::disconnect);
    }

    /** A dependent stage, which no hook follows. */
    static Object stage(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        return CompletableFuture.completedFuture(connection)
                .thenApplyAsync(HttpURLConnection::getHeaderFields)
                .thenApply(seen -> (Closeable) connection::disconnect);
    }
}
