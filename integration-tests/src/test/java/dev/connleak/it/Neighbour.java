package dev.connleak.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** An agent of others, taken from the local Maven repository; where that has it not the test is skipped by name. */
enum Neighbour {
    JACOCO(
            "org/jacoco/org.jacoco.agent/0.8.15/org.jacoco.agent-0.8.15-runtime.jar",
            "mvn dependency:get -Dartifact=org.jacoco:org.jacoco.agent:0.8.15:jar:runtime"),
    OPEN_TELEMETRY(
            "io/opentelemetry/javaagent/opentelemetry-javaagent/2.33.1/opentelemetry-javaagent-2.33.1.jar",
            "mvn dependency:get -Dartifact=io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1");

    private static final String PROPERTY = "connleak.localRepository";

    private final String jar;
    private final String howToGet;

    Neighbour(String jar, String howToGet) {
        this.jar = jar;
        this.howToGet = howToGet;
    }

    /** The JVM's flag; what it writes goes into that directory. */
    String flag(Path directory) {
        Path file = Path.of(System.getProperty(PROPERTY, System.getProperty("user.home") + "/.m2/repository"))
                .resolve(jar);
        assumeTrue(Files.isReadable(file), () -> this + " is not in the local repository; " + howToGet);
        return switch (this) {
            case JACOCO -> "-javaagent:" + file + "=destfile=" + directory.resolve("jacoco.exec");
            // Without a collector to send to, and without its own port.
            case OPEN_TELEMETRY ->
                "-javaagent:" + file + "=otel.traces.exporter=none;otel.metrics.exporter=none;otel.logs.exporter=none";
        };
    }
}
