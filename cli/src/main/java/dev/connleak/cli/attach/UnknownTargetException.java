package dev.connleak.cli.attach;

import java.util.List;

/** No JVM goes by that name: another name or the process id is needed. */
public final class UnknownTargetException extends AttachException {

    UnknownTargetException(String name, List<RunningJvm> running) {
        super("no JVM of this user runs " + name
                + (running.isEmpty() ? ", none shows itself" : "; running are " + Candidates.of(running))
                + ": name one of them, or give the PID of a JVM that does not show its main class");
    }
}
