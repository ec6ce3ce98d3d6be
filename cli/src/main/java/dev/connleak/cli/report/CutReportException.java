package dev.connleak.cli.report;

/** The file ends too early: the report has to be taken again. */
public final class CutReportException extends ReportException {

    CutReportException(String message) {
        super(message);
    }

    CutReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
