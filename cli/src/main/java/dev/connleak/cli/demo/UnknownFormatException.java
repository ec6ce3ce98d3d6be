package dev.connleak.cli.demo;

/** The other side writes a newer format than this service reads. */
final class UnknownFormatException extends RuntimeException {

    UnknownFormatException(String format) {
        super("unknown format \"" + format + "\"");
    }
}
