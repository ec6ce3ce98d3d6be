package dev.connleak.cli.report;

/** A file could not be used as a report; the message says which, why, and what to do next. */
public abstract class ReportException extends RuntimeException {

    ReportException(String message) {
        super(message);
    }

    ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
