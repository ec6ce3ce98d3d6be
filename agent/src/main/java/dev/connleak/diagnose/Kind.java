package dev.connleak.diagnose;

/** What can be wrong, with the family whose members are one bug at different moments. */
public enum Kind {
    BODY_ABANDONED("body", true),
    BODY_HELD("body", true),
    BODY_READ_NOT_RELEASED("body", true),
    BODY_CLOSED_NOT_RELEASED("body", true),
    CLOSE_BLOCKED("body", true),
    REQUEST_NOT_FINISHED("request-not-finished", true),
    LEASE_HELD("lease-held", true),
    POOL_EXHAUSTED("pool-exhausted", true),
    CLIENT_PER_REQUEST("client-per-request", true),
    LOOP_THREAD_ORPHANED("loop-thread-orphaned", true),
    CLOSE_WAIT_IDLE("close-wait-idle", false),
    CLOSED_EARLY("closed-early", false),
    EXCHANGE_CANCELLED("exchange-cancelled", false);

    /** Part of the fingerprint. */
    public final String family;
    /** A leak holds something for good; otherwise it is waste. */
    public final boolean leak;

    Kind(String family, boolean leak) {
        this.family = family;
        this.leak = leak;
    }

    /** As in the report: lower kebab case. */
    public String word() {
        return Words.kebab(this);
    }

    /** Whether it is about what was done with a response's body. */
    public boolean ofBodies() {
        return family.equals("body") || this == CLOSED_EARLY || this == EXCHANGE_CANCELLED;
    }
}
