package dev.connleak.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The user and the password that a URI may name (RFC 3986, 3.2.1), and where they must not go. */
final class UserInfo {

    private UserInfo() {}

    /** The field value of basic authentication (RFC 7617) with what the URI names, or null. */
    static @Nullable String authorization(URI uri) {
        String userInfo = uri.getUserInfo();
        if (userInfo == null) {
            return null;
        }
        String pair = userInfo.indexOf(':') < 0 ? userInfo + ":" : userInfo;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The URI for a message. */
    static String masked(String uri) {
        int start = userInfo(uri);
        int end = start < 0 ? -1 : uri.indexOf('@', start);
        int colon = end < 0 ? -1 : uri.indexOf(':', start);
        return colon < 0 || colon > end ? uri : uri.substring(0, colon) + ":***" + uri.substring(end);
    }

    /** The URI for a server that is none of its business, or of its: no user, no fragment. */
    static String removed(URI uri) {
        String text = uri.toASCIIString();
        String fragment = uri.getRawFragment();
        String whole = fragment == null ? text : text.substring(0, text.indexOf('#'));
        String userInfo = uri.getRawUserInfo();
        return userInfo == null ? whole : whole.replaceFirst("//[^/@]*@", "//");
    }

    /** Where the user begins in a text that may be a URI, which may not be valid; −1 where none is named. */
    private static int userInfo(String uri) {
        int slashes = uri.indexOf("//");
        int from = slashes + 2;
        int at = slashes < 0 ? -1 : uri.indexOf('@', from);
        return at < 0 || uri.substring(from, at).matches(".*[/?#].*") ? -1 : from;
    }
}
