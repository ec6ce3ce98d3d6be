package dev.connleak.cli.attach;

/** Another JVM could not be reached; the message says which, why, and what to do next. */
public abstract class AttachException extends RuntimeException {

    AttachException(String message) {
        super(message);
    }

    AttachException(String message, Throwable cause) {
        super(message, cause);
    }
}
