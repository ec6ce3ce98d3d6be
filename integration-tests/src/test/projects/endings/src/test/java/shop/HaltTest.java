package shop;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HaltTest {
    private static InputStream body;

    /** Once there is a report of this JVM: one that is gone before that has left nothing. */
    @Test
    void endsTheJvmWithoutItsHooks() throws Exception {
        body = URI.create(System.getProperty("server")).toURL().openStream();
        for (int i = 0; i < 6000 && !isReported(); i++) {
            Thread.sleep(10);
        }
        Runtime.getRuntime().halt(body.read() == 'a' ? 0 : 1);
    }

    private static boolean isReported() throws Exception {
        try (Stream<Path> reports = Files.list(Path.of(System.getProperty("reports")))) {
            return reports.anyMatch(report -> report.toString().contains("-" + ProcessHandle.current().pid() + "-")
                    && report.toString().endsWith(".json")
                    && report.toFile().length() > 0);
        }
    }
}
