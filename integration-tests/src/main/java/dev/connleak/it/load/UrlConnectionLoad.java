package dev.connleak.it.load;

import java.net.URL;

/** {@code HttpURLConnection}. */
public final class UrlConnectionLoad implements LoadClient {
    public UrlConnectionLoad(int callers) {
        System.setProperty("http.maxConnections", Integer.toString(callers));
    }

    @Override
    public Get prepare(String url) throws Exception {
        URL parsed = new URL(url);
        return buffer -> Drain.toEnd(parsed.openConnection().getInputStream(), buffer);
    }
}
