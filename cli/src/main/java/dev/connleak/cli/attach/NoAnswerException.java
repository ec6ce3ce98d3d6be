package dev.connleak.cli.attach;

/** The JVM did not answer in time: it may be too busy, stopped, or hung. */
public final class NoAnswerException extends AttachException {

    NoAnswerException(long pid, long timeoutMillis) {
        super("process " + pid + " did not answer within " + timeoutMillis / 1000.0
                + " s: read its stderr, or give it longer with --timeout");
    }
}
