package com.acme;

import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.time.Duration;

/** An application, as far as a stack tells: its frames are neither the agent's nor a test's. */
public final class Orders {
    private Orders() {}

    /** Whatever it does is done here. */
    public static void act(Runnable action) {
        action.run();
    }

    /** Opens a response of the first client. */
    public static Book.Lease poll(Book book) {
        return open(book.lease(), "http://orders:8080/orders/4711");
    }

    public static Book.Lease poll(Book book, int client) {
        return open(book.lease(client), "http://orders:8080/orders/4711");
    }

    /** The same on a connection that is there. */
    public static Book.Lease poll(Book book, Object connection) {
        return open(book.lease(0, connection), "http://orders:8080/orders/4711");
    }

    /** The same at another place. */
    public static Book.Lease list(Book book) {
        return open(book.lease(), "http://orders:8080/orders");
    }

    /** Submits a task. */
    public static Object submit(Book book) {
        Object task = book.hold(new Object());
        book.record(Event.TASK_MADE, task);
        return task;
    }

    /** The same at another place. */
    public static Object resubmit(Book book) {
        Object task = book.hold(new Object());
        book.record(Event.TASK_MADE, task);
        return task;
    }

    /** Begins a request that has a body to write. */
    public static Book.Lease upload(Book book, int client) {
        return book.lease(client).request("http://orders:8080/orders");
    }

    /** Takes a connection from a pool of the first client, without that client. */
    public static Object take(Book book, Object pool, Object connection) {
        Object lease = book.hold(new Object());
        book.record(Event.POOL_ASKED, pool);
        book.record(Event.LENT, lease, connection);
        return lease;
    }

    /** Connects a socket that no client is seen to make. */
    public static void connect(Book book, Object socket) {
        book.record(Event.SOCKET_CONNECTED, book.hold(socket));
    }

    /** The same, and drops it. */
    public static void drop(Book book, Object socket) {
        connect(book, socket);
        book.sweep();
        book.collect(socket);
        book.live(Duration.ofSeconds(3));
    }

    /** Makes a pool of the first client. */
    public static Object pool(Book book) {
        Object pool = book.hold(new Object());
        book.record(Event.POOL_OPENED, pool);
        return pool;
    }

    private static Book.Lease open(Book.Lease lease, String url) {
        return lease.request(url).head(Book.Head.of(200, 1000)).body();
    }
}
