package dev.connleak.it;

import java.nio.file.Path;

/** An agent of others, which the build copies beside the tests. */
enum Neighbour {
    JACOCO("org.jacoco.agent-runtime.jar"),
    OPEN_TELEMETRY("opentelemetry-javaagent.jar");

    private static final Path JARS = Path.of("target/neighbours");

    private final String jar;

    Neighbour(String jar) {
        this.jar = jar;
    }

    /** The JVM's flag; what it writes goes into that directory. */
    String flag(Path directory) {
        Path file = JARS.resolve(jar).toAbsolutePath();
        return switch (this) {
            case JACOCO -> "-javaagent:" + file + "=destfile=" + directory.resolve("jacoco.exec");
            // Without a collector to send to, and without its own port.
            case OPEN_TELEMETRY ->
                "-javaagent:" + file + "=otel.traces.exporter=none;otel.metrics.exporter=none;otel.logs.exporter=none";
        };
    }
}
