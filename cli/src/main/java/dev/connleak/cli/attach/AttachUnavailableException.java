package dev.connleak.cli.attach;

/** This Java can't attach: another one has to run connleak. */
public final class AttachUnavailableException extends AttachException {

    AttachUnavailableException() {
        super("this Java has no module jdk.attach: run connleak with the java of a JDK");
    }
}
