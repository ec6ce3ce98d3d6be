package dev.connleak.cli.judge;

/**
 * An entry of the baseline that no report shows.
 *
 * @param exercised whether its client was watched and its line had exchanges, so that a leak would have been seen
 */
public record Unseen(KnownCause cause, boolean exercised) {

    public String word() {
        return exercised ? "no longer leaking" : "not exercised";
    }
}
