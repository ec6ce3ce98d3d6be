package dev.connleak.cli.page;

import dev.connleak.cli.merge.Merged;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * A report as one HTML file that works from {@code file://}, without a network, and for years. The data stand in it as JSON
 * that holds no character of HTML's; the script makes text nodes of them and nothing else. A content security policy allows
 * that one script and that one style sheet, by their hashes, and no request to anywhere.
 */
public final class HtmlPage {

    private final Merged merged;

    public HtmlPage(Merged merged) {
        this.merged = merged;
    }

    public void write(Writer out) throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        String page = resource("report.html")
                .replace("{{policy}}", policy(style, script))
                .replace("{{style}}", style)
                .replace("{{script}}", script);
        int data = page.indexOf("{{data}}");
        out.write(page, 0, data);
        new MergedJson(merged).write(out);
        out.write(page.substring(data + "{{data}}".length()));
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
