package dev.connleak.it.target.historic.dev.connleak.client;

/** As much of a response's head as anybody asks for. */
final class ResponseHead {
    final int status;

    ResponseHead(int status) {
        this.status = status;
    }
}
