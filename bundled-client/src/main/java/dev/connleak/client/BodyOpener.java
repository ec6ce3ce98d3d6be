package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;

/** Yields the bytes of a request body from their beginning, a new stream for each attempt to send them. */
@FunctionalInterface
public interface BodyOpener {

    /** Open a stream, on the writer loop of a connection. The transport closes it. */
    InputStream open() throws IOException;
}
