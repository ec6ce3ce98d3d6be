package dev.connleak.diagnose;

/** What became of the connections of a cause. */
public enum Outcome {
    /** Open, leased, never used again. */
    HELD,
    /** Never to be used again, and its teardown waits for a body that nobody ends. */
    STUCK,
    DESTROYED,
    RESCUED;

    public String word() {
        return Words.kebab(this);
    }
}
