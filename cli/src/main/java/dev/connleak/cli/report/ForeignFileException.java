package dev.connleak.cli.report;

/** The file is something other than a report: another file has to be named. */
public final class ForeignFileException extends ReportException {

    ForeignFileException(String message) {
        super(message);
    }

    ForeignFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
