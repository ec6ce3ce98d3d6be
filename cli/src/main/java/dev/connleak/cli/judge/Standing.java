package dev.connleak.cli.judge;

/** What the gate makes of a cause. */
public enum Standing {
    /** At or above the thresholds, and nobody knew of it: it fails the gate. */
    NEW,
    BASELINED,
    SUPPRESSED,
    /** Marked by the option {@code ignore=} of the watched JVM. */
    IGNORED,
    BELOW_THRESHOLD
}
