package dev.connleak.cli.attach;

/** The process is no JVM that an agent could be loaded into: another id is needed. */
public final class NotJvmException extends AttachException {

    NotJvmException(long pid) {
        super("process " + pid + " is not a HotSpot JVM: see connleak list");
    }
}
