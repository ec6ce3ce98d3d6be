package dev.connleak.cli.attach;

/** The JVM has a /tmp of its own that this Java's attach does not find: a newer one or the JVM's own place has to be used. */
public final class PrivateTmpException extends AttachException {

    PrivateTmpException(long pid) {
        super("process " + pid + " has a /tmp of its own, where the attach of Java "
                + Runtime.version().feature() + " does not look: run connleak with Java "
                + TargetProcess.FINDS_PRIVATE_TMP + " or later, or as nsenter -t " + pid
                + " -m java -jar connleak.jar");
    }
}
