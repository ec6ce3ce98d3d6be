package dev.connleak.cli.launch;

/** A JVM of our own could not do its work. */
public abstract class LaunchException extends RuntimeException {

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
