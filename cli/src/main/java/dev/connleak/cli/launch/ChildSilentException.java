package dev.connleak.cli.launch;

/** A JVM of our own is alive and does not go on. */
public final class ChildSilentException extends LaunchException {

    ChildSilentException(String name) {
        super(name + " was not ready in time: run it again on a machine with less load");
    }
}
