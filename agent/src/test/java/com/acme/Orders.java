package com.acme;

import dev.connleak.track.Book;

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

    /** The same at another place. */
    public static Book.Lease list(Book book) {
        return open(book.lease(), "http://orders:8080/orders");
    }

    private static Book.Lease open(Book.Lease lease, String url) {
        return lease.request(url).head(Book.Head.of(200, 1000)).body();
    }
}
