package dev.connleak.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leak of a library that others have met and reported, told by the library's frames below the application's, the
 * client, and the family of what is left open. In the list are only reports of code that leaves the application nothing to
 * close, and only of clients that are watched.
 */
public final class KnownLeak {
    private static final KnownLeak[] ALL = {
        // readValue(URL) never opens the body of an error.
        new KnownLeak("FasterXML/jackson-databind", 3455, "com.fasterxml.jackson.", "http-url-connection", "body"),
        // gzip over chunks is closed at its own end, which is not the transport's.
        new KnownLeak(
                "dropwizard/dropwizard",
                8884,
                "io.dropwizard.client.",
                "apache-httpclient-5",
                "body-read-not-released"),
        // The response of a test that expects nothing of the body is never consumed.
        new KnownLeak(
                "spring-projects/spring-framework",
                35784,
                "org.springframework.test.web.servlet.client.",
                "apache-httpclient-5",
                "body"),
        // A client for each use, never closed.
        new KnownLeak("SeleniumHQ/selenium", 11270, "org.openqa.selenium.", "java-net-http", "client-per-request"),
        new KnownLeak(
                "modelcontextprotocol/java-sdk",
                620,
                "io.modelcontextprotocol.",
                "java-net-http",
                "client-per-request"),
        new KnownLeak(
                "open-telemetry/opentelemetry-java",
                7388,
                "io.opentelemetry.exporter.sender.jdk.",
                "java-net-http",
                "client-per-request")
    };

    public final String id;
    public final String link;

    private final String frames;
    private final String client;
    /** Kind or family. */
    private final String what;

    private KnownLeak(String repository, int issue, String frames, String client, String what) {
        this.id = repository.substring(repository.indexOf('/') + 1) + "#" + issue;
        this.link = "https://github.com/" + repository + "/issues/" + issue;
        this.frames = frames;
        this.client = client;
        this.what = what;
    }

    /** The one that fits, or null. */
    static @Nullable KnownLeak of(Kind kind, String client, List<String> classes) {
        for (KnownLeak each : ALL) {
            boolean fits = each.what.equals(kind.family) || each.what.equals(kind.word());
            if (fits && each.client.equals(client) && each.frame(classes) != null) {
                return each;
            }
        }
        return null;
    }

    /** The outermost of these classes that is the library's; null where none is. */
    @Nullable
    String frame(List<String> classes) {
        for (int i = classes.size() - 1; i >= 0; i--) {
            if (classes.get(i).startsWith(frames)) {
                return classes.get(i);
            }
        }
        return null;
    }
}
