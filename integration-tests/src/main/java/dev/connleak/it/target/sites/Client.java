package dev.connleak.it.target.sites;

import java.io.IOException;
import okhttp3.Response;

/** A class of the application's around the client. */
final class Client {
    Response get(String url) throws IOException {
        return Http.call(url).execute(); // @site
    }
}
