package dev.connleak.cli.judge;

import java.nio.file.Path;

/** The baseline or the suppressions can't be used: another file has to be named, or this one mended. */
public final class KnownFileException extends RuntimeException {

    KnownFileException(Path file, String flaw) {
        super(file + " " + flaw);
    }

    KnownFileException(Path file, String flaw, Throwable cause) {
        super(file + " " + flaw, cause);
    }
}
