package dev.connleak.client;

/**
 * When the transport asks for gzip by itself, and so decodes what comes: not where the application has asked for an
 * encoding of its own, wants a part of the encoded bytes, or wants no bytes at all.
 */
final class Compression {

    private Compression() {}

    static boolean asked(Settings settings, Request request) {
        return settings.compression
                && !request.method().equals("HEAD")
                && absent(request, "Accept-Encoding")
                && absent(request, "Range");
    }

    private static boolean absent(Request request, String field) {
        String value = request.headers().first(field);
        return value == null || value.isEmpty();
    }
}
