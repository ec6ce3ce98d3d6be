package dev.connleak.cli.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file is something other than a report: another file has to be named. */
public final class ForeignFileException extends ReportException {

    ForeignFileException(String message) {
        super(message);
    }

    ForeignFileException(String message, Throwable cause) {
        super(message, cause);
    }

    static ForeignFileException otherJson(Path path, @Nullable Throwable cause) {
        String message = path + " is JSON but not a connleak report: name a report that connleak wrote";
        return cause == null ? new ForeignFileException(message) : new ForeignFileException(message, cause);
    }
}
