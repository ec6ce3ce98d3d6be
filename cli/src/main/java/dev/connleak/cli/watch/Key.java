package dev.connleak.cli.watch;

/**
 * A key that was pressed.
 *
 * @param letter what a {@link Kind#LETTER} says; 0 for all others
 */
record Key(Kind kind, int letter) {

    enum Kind {
        LETTER,
        UP,
        DOWN,
        TAB,
        ENTER,
        BACKSPACE,
        ESCAPE,
        /** Input has ended: nobody is there any more. */
        GONE
    }

    static Key of(Kind kind) {
        return new Key(kind, 0);
    }

    static Key letter(int letter) {
        return new Key(Kind.LETTER, letter);
    }
}
