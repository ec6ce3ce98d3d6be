package dev.connleak.it.target.sites;

import java.io.Closeable;
import java.io.IOException;

/** What a proxy of the application's own implements. */
interface Fetcher {
    Closeable fetch(String url) throws IOException;
}
