package dev.connleak.cli.attach;

import java.util.List;

/** Several JVMs go by that name: the user has to say which. */
public final class AmbiguousTargetException extends RuntimeException {

    AmbiguousTargetException(String name, List<RunningJvm> meant) {
        super(meant.size() + " JVMs run " + name + ", namely " + Candidates.of(meant) + ": give the PID of one");
    }
}
