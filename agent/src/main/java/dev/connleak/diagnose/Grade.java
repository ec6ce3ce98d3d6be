package dev.connleak.diagnose;

/** How sure a verdict is, weakest first. */
public enum Grade {
    /** A single old one. */
    SUSPECT,
    /** Reachable, but the same place keeps adding and none comes back, or the process ends with it open. */
    LIKELY,
    /** It cannot be otherwise. */
    PROVEN;

    public String word() {
        return Words.kebab(this);
    }
}
