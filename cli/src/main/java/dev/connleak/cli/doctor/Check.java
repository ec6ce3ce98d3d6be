package dev.connleak.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param found what there is
 * @param next what to do about it; null where nothing has to be done
 */
public record Check(
        String name, State state, String found, @Nullable String next) {

    /** How it is, in the words of a script. */
    public enum State {
        OK("ok"),
        ATTENTION("attention"),
        COULD_NOT_LOOK("could-not-look");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static Check ok(String name, String found) {
        return new Check(name, State.OK, found, null);
    }

    static Check attention(String name, String found, String next) {
        return new Check(name, State.ATTENTION, found, next);
    }

    /** The message of a failure holds both what was found and the next step. */
    static Check unseen(String name, RuntimeException failure) {
        return new Check(name, State.COULD_NOT_LOOK, String.valueOf(failure.getMessage()), null);
    }
}
