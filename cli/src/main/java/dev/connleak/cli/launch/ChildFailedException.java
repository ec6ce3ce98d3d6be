package dev.connleak.cli.launch;

/** A JVM of our own ended before its work was done; what it said last is the best hint there is. */
public final class ChildFailedException extends LaunchException {

    ChildFailedException(String name, int exitValue, String lastWords) {
        super(name + " ended with exit code " + exitValue
                + (lastWords.isEmpty() ? " and said nothing" : " and said \"" + lastWords + "\"")
                + ": run it again, with memory and processes to spare");
    }
}
