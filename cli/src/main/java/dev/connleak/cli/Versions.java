package dev.connleak.cli;

import dev.connleak.cli.attach.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this command line and of the agent inside it. */
final class Versions implements IVersionProvider {

    private static final String RESOURCE = "/META-INF/connleak/version.properties";

    @Override
    public String[] getVersion() {
        return new String[] {"connleak " + cli(), "agent " + new AgentJar().version()};
    }

    static String cli() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this jar is not whole: " + RESOURCE + " is missing");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
