package dev.connleak.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** The agent under test: the jar that this very build has packaged. */
final class AgentJar {
    private static final String PROPERTY = "connleak.agentJar";

    private AgentJar() {}

    static Path path() {
        Path jar = Path.of(System.getProperty(PROPERTY, "../agent/target/connleak-agent.jar"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException("no agent at " + jar + ", build it with: mvn package -pl agent");
        }
        return jar;
    }

    /**
     * The JVM's flag.
     *
     * @param report as the option takes it: a directory ends in a slash
     */
    static String flag(String report, String... options) {
        return "-javaagent:" + path() + "=" + argument(report, options);
    }

    /** Its options, as a JVM gets them at its start or by an attach. */
    static String argument(Path report, String... options) {
        return argument(report.toString(), options);
    }

    /** @param report as the option takes it: a directory ends in a slash */
    static String argument(String report, String... options) {
        return "report=" + report + (options.length == 0 ? "" : "," + String.join(",", options));
    }
}
