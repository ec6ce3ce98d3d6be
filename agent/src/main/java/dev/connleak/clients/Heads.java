package dev.connleak.clients;

import dev.connleak.track.Description;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the head of a response says about its body and its connection (RFC 9112, sections 6 and 9). */
final class Heads {
    /** Finds a header's value, whatever the client keeps headers in. */
    interface Finder {
        @Nullable
        String find(String name);
    }

    private Heads() {}

    static void describe(int status, Finder headers, Description into) {
        into.status = status;
        String connection = headers.find("Connection");
        if (connection != null && connection.toLowerCase(Locale.ROOT).contains("close")) {
            into.keepAlive = false;
        }
        String type = headers.find("Content-Type");
        into.eventStream = type != null && type.startsWith("text/event-stream");
        String length = headers.find("Content-Length");
        if (headers.find("Transfer-Encoding") != null) {
            into.framing = "chunked";
        } else if (length != null) {
            into.framing = "content-length";
            into.length = number(length);
        }
    }

    /** The same for a client that shows the head as it came: no length and no chunks means until close. */
    static void describeUnchanged(int status, Finder headers, Description into) {
        describe(status, headers, into);
        if (into.framing == null && status != 204 && status != 304 && status >= 200) {
            into.framing = "until-close";
            into.keepAlive = false;
        }
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits.trim());
        } catch (NumberFormatException e) {
            // A malformed length is the client's to complain about; here it is unknown.
            return -1;
        }
    }
}
