package dev.connleak.cli.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** The path leads to nothing that can be read: another path or other rights are needed. */
public final class UnreadableFileException extends ReportException {

    UnreadableFileException(String message) {
        super(message);
    }

    UnreadableFileException(Path path, IOException cause) {
        super(path + " " + flaw(cause), cause);
    }

    /** Why a file can't be read, and what to do: other rights help only where rights are missing. */
    public static String flaw(IOException cause) {
        String reason = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return "can't be read ("
                + Objects.requireNonNullElse(reason, cause.getClass().getSimpleName()) + "): "
                + (cause instanceof AccessDeniedException
                        ? "run connleak as a user who may"
                        : "look at the path and its disk, or name a copy of it");
    }
}
