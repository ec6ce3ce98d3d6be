package dev.connleak.it.target.historic.dev.connleak.client;

/** One entry of the application into the transport. */
final class Call {
    private final Request request;

    Call(Request request) {
        this.request = request;
    }

    Request request() {
        return request;
    }
}
