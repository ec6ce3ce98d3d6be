package dev.connleak.cli.watch;

/** There is no terminal to show a live view on: another form of output is needed. */
public final class NoTerminalException extends RuntimeException {

    NoTerminalException() {
        super("watch needs a terminal of its own: run it in one, or take one look with --once, or lines with --json");
    }
}
