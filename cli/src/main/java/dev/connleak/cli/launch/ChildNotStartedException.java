package dev.connleak.cli.launch;

import java.io.IOException;

/** The operating system did not start a second Java. */
public final class ChildNotStartedException extends LaunchException {

    ChildNotStartedException(String java, IOException cause) {
        super(
                java + " could not be started (" + cause.getMessage()
                        + "): run connleak with a whole Java, where processes may be started",
                cause);
    }
}
