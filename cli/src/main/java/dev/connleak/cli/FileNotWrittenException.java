package dev.connleak.cli;

import java.io.IOException;
import java.nio.file.Path;

/** A file that was asked for could not be written: another place has to be named. */
final class FileNotWrittenException extends RuntimeException {

    FileNotWrittenException(Path file, IOException cause) {
        super(
                file + " can't be written (" + cause.getClass().getSimpleName()
                        + "): name a place that you may write to",
                cause);
    }
}
