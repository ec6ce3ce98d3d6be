package dev.connleak.cli.attach;

/** The JVM was told to refuse agents: it has to be restarted with other options. */
public final class AttachForbiddenException extends AttachException {

    AttachForbiddenException(long pid, String flag, Throwable cause) {
        super(
                "process " + pid + " refuses agents, it was started with " + flag
                        + ": restart it without, or with the -javaagent line of connleak agent",
                cause);
    }
}
