package dev.connleak.cli.launch;

import java.io.IOException;

/** The directory to work in could not be made or filled. */
public final class WorkbenchException extends LaunchException {

    WorkbenchException(String directory, IOException cause) {
        super(
                "no directory to work in could be made in " + directory + " ("
                        + cause.getClass().getSimpleName()
                        + "): make room there, or name another place with java -Djava.io.tmpdir=DIR",
                cause);
    }
}
