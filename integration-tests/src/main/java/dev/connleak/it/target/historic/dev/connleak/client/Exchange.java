package dev.connleak.it.target.historic.dev.connleak.client;

import java.util.concurrent.CompletableFuture;

/** A request and its response on a connection; the methods without a body are the reference transport's seams. */
final class Exchange {
    private final Call call;
    private final Connection connection;
    private final boolean keepAliveOff;
    private final CompletableFuture<ResponseHead> head = new CompletableFuture<>();

    Exchange(Call call, Connection connection, boolean keepAliveOff) {
        this.call = call;
        this.connection = connection;
        this.keepAliveOff = keepAliveOff;
    }

    Request request() {
        return call.request();
    }

    CompletableFuture<ResponseHead> head() {
        return head;
    }

    void requestWritten() {}

    void headRead(ResponseHead read, Connection from) {}

    void keepAliveOff(Object because) {}

    void leaseReturned() {}

    void leaseClosed() {}

    @Override
    public String toString() {
        return call.request().method + " on " + connection + (keepAliveOff ? ", the last one" : "");
    }
}
