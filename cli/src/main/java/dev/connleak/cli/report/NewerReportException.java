package dev.connleak.cli.report;

/** The report is of a schema that this connleak does not know: connleak has to be updated. */
public final class NewerReportException extends ReportException {

    NewerReportException(String message) {
        super(message);
    }

    NewerReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
