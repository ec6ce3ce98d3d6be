package dev.connleak.cli.attach;

import java.nio.file.Path;

/** The agent jar could not be put where the other JVM can load it. */
public final class AgentJarException extends AttachException {

    AgentJarException(Path file, Throwable cause) {
        super(
                "the agent jar can't be written to " + file + " ("
                        + cause.getClass().getSimpleName() + "): make room there, or remove a file of that name",
                cause);
    }
}
