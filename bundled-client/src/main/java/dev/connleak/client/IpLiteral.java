package dev.connleak.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells addresses from names without asking a resolver. */
final class IpLiteral {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** Anything with a colon: it is an address or nothing, and no resolver is asked for it. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.*)?");

    private IpLiteral() {}

    /** The address that a text is, or null for a name. */
    static @Nullable InetAddress of(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            // It looks like an address and is none; as a name it is as wrong.
            return null;
        }
    }
}
