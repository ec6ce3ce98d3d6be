package dev.connleak.it.target.sites;

import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** The client that all ways share; it has no exchange itself. */
final class Http {
    private static final OkHttpClient CLIENT = new OkHttpClient();

    private Http() {}

    static Call call(String url) {
        return CLIENT.newCall(new Request.Builder().url(url).build());
    }
}
