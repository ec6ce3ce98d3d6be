package dev.connleak.cli.attach;

/** The process belongs to somebody else: that user has to ask. */
public final class OtherUserException extends AttachException {

    OtherUserException(long pid, int uid) {
        super("process " + pid + " runs as uid " + uid + "; run connleak as that user");
    }

    OtherUserException(long pid, Throwable cause) {
        super("process " + pid + " belongs to another user; run connleak as that user", cause);
    }
}
