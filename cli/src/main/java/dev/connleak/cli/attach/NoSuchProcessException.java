package dev.connleak.cli.attach;

/** There is no such process: another id is needed. */
public final class NoSuchProcessException extends AttachException {

    NoSuchProcessException(long pid) {
        super("there is no process " + pid + ": see connleak list");
    }
}
