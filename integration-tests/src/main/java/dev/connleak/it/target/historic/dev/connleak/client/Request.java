package dev.connleak.it.target.historic.dev.connleak.client;

import java.net.URI;

/** What is asked for. */
final class Request {
    final String method;
    final URI uri;

    Request(String method, URI uri) {
        this.method = method;
        this.uri = uri;
    }
}
