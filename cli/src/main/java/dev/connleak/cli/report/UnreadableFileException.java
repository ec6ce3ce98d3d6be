package dev.connleak.cli.report;

/** The path leads to nothing that can be read: another path or other rights are needed. */
public final class UnreadableFileException extends ReportException {

    UnreadableFileException(String message) {
        super(message);
    }

    UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
