package dev.connleak.attach;

/** The other JVM could not be asked; the message is one sentence that names the next step. */
final class RefusalException extends Exception {
    private static final long serialVersionUID = 1;

    RefusalException(String sentence) {
        super(sentence);
    }
}
