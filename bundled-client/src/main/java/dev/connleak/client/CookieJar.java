package dev.connleak.client;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the application's jar before each hop and tells it of each response that sets cookies. */
final class CookieJar {

    private static final String[] SETTING = {"Set-Cookie", "Set-Cookie2"};

    private final CookieHandler handler;

    CookieJar(CookieHandler handler) {
        this.handler = handler;
    }

    /** The value of the Cookie field: what the application said, then what the jar has; empty for none. */
    String cookies(Request request) throws IOException {
        List<String> cookies = new ArrayList<>(request.headers().all("Cookie"));
        for (Map.Entry<String, List<String>> field :
                handler.get(scope(request.uri()), Collections.emptyMap()).entrySet()) {
            if (field.getKey().equalsIgnoreCase("Cookie")) {
                cookies.addAll(field.getValue());
            }
        }
        return String.join("; ", cookies);
    }

    void store(Request request, Headers response) throws IOException {
        Map<String, List<String>> set = new LinkedHashMap<>();
        for (String name : SETTING) {
            if (response.contains(name)) {
                set.put(name, response.all(name));
            }
        }
        if (!set.isEmpty()) {
            handler.put(scope(request.uri()), set);
        }
    }

    /** A jar takes an empty path for one that no cookie of {@code /} matches. */
    private static URI scope(URI uri) {
        return uri.getRawPath().isEmpty() ? uri.resolve("/") : uri;
    }
}
