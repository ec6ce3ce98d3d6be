package dev.connleak.client;

import java.net.IDN;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is reached without a proxy: the entries of a NO_PROXY list, and this machine always. */
final class NoProxy {

    /** One entry. The address is that of the host, where the host is one. */
    private interface Entry {
        boolean covers(String host, @Nullable InetAddress address, int port);
    }

    private final List<Entry> entries = new ArrayList<>();

    NoProxy(String list) {
        for (String each : list.split(",", -1)) {
            String entry = each.trim().toLowerCase(Locale.ROOT);
            if (!entry.isEmpty()) {
                entries.add(entry(entry));
            }
        }
    }

    boolean covers(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        InetAddress address = IpLiteral.of(name);
        if (name.equals("localhost") || address != null && address.isLoopbackAddress()) {
            return true;
        }
        return entries.stream().anyMatch(entry -> entry.covers(name, address, port));
    }

    private static Entry entry(String entry) {
        if (entry.equals("*")) {
            return (host, address, port) -> true;
        }
        Entry network = network(entry);
        if (network != null) {
            return network;
        }
        int colon = entry.lastIndexOf(':');
        boolean ported = colon >= 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        String port = ported ? entry.substring(colon + 1) : "";
        String host = ported ? entry.substring(0, colon) : entry;
        String unbracketed = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        InetAddress listed = IpLiteral.of(unbracketed);
        Entry place = listed == null ? domain(host) : (other, address, otherPort) -> listed.equals(address);
        return (other, address, otherPort) ->
                (port.isEmpty() || port.equals(Integer.toString(otherPort))) && place.covers(other, address, otherPort);
    }

    /** A host covers its subdomains; one that begins with a dot, or with a star and a dot, only these. */
    private static Entry domain(String host) {
        String suffix = host.startsWith("*.") ? host.substring(1) : host;
        boolean itself = !suffix.startsWith(".");
        if (suffix.isEmpty()) {
            return (other, address, port) -> false;
        }
        String domain = "." + ascii(itself ? suffix : suffix.substring(1));
        return (other, address, port) -> other.endsWith(domain) || itself && other.equals(domain.substring(1));
    }

    private static @Nullable Entry network(String entry) {
        int slash = entry.indexOf('/');
        InetAddress base = slash < 0 ? null : IpLiteral.of(entry.substring(0, slash));
        String length = entry.substring(slash + 1);
        if (base == null || !Tokens.digits(length) || length.length() > 3) {
            return null;
        }
        byte[] network = base.getAddress();
        int bits = Integer.parseInt(length);
        return bits > network.length * 8
                ? null
                : (host, address, port) -> address != null && samePrefix(network, address.getAddress(), bits);
    }

    private static boolean samePrefix(byte[] one, byte[] other, int bits) {
        if (one.length != other.length) {
            return false;
        }
        int bytes = bits / 8;
        int rest = 0xff & 0xff00 >> bits % 8;
        return Arrays.equals(Arrays.copyOf(one, bytes), Arrays.copyOf(other, bytes))
                && (rest == 0 || (one[bytes] & rest) == (other[bytes] & rest));
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            // Go leaves such an entry as it is written; it matches no host that has an ASCII form.
            return host;
        }
    }
}
