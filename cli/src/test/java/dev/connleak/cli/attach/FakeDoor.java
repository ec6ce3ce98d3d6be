package dev.connleak.cli.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JVM whose agent answers what a test says, or nothing. Written by the attach thread, read after the answer. */
final class FakeDoor implements JvmDoor {

    private static final Pattern REQUEST = Pattern.compile("request=([^,]+)");

    private final Path temporaryDirectory;
    private final @Nullable String answer;
    private final @Nullable Exception failure;
    volatile String argument = "";
    volatile @Nullable Path agentJar;

    /** The answer has {@code ID} where the request's id belongs. */
    FakeDoor(Path temporaryDirectory, @Nullable String answer, @Nullable Exception failure) {
        this.temporaryDirectory = temporaryDirectory;
        this.answer = answer;
        this.failure = failure;
    }

    @Override
    public Properties systemProperties() {
        Properties properties = new Properties();
        properties.setProperty("java.io.tmpdir", temporaryDirectory.toString());
        properties.setProperty("java.specification.version", "21");
        return properties;
    }

    @Override
    public void load(Path agentJar, String argument)
            throws AgentLoadException, AgentInitializationException, IOException {
        this.argument = argument;
        this.agentJar = agentJar;
        Matcher request = REQUEST.matcher(argument);
        if (answer != null && request.find()) {
            String id = request.group(1);
            Path beside = Files.writeString(temporaryDirectory.resolve("beside"), answer.replace("ID", id));
            Files.move(beside, temporaryDirectory.resolve("connleak-answer-" + id + ".json"));
        }
        if (failure instanceof AgentLoadException e) {
            throw e;
        }
        if (failure instanceof AgentInitializationException e) {
            throw e;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
    }

    @Override
    public void close() {}
}
