package dev.connleak.cli.table;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a client does with its responses: the eight cells in the order of the table, and three questions beside them. */
public enum Treatment {
    KEEP_ALIVE_NEITHER(true, false, false),
    KEEP_ALIVE_READ(true, true, false),
    KEEP_ALIVE_CLOSED(true, false, true),
    KEEP_ALIVE_READ_AND_CLOSED(true, true, true),
    NO_KEEP_ALIVE_NEITHER(false, false, false),
    NO_KEEP_ALIVE_READ(false, true, false),
    NO_KEEP_ALIVE_CLOSED(false, false, true),
    NO_KEEP_ALIVE_READ_AND_CLOSED(false, true, true),

    /** Is there a cap on the uses of a connection? */
    MANY_USES(true, true, true),
    /** Is a connection closed that was idle for too long? */
    IDLE_TIMEOUT(true, true, true),
    /** Does it cost the connection to cancel an exchange? */
    CANCELED(true, false, false);

    /** The agent speaks of waste from five at one place on. */
    private static final int EXCHANGES = 6;

    private static final int MANY = 50;

    private final boolean keepAlive;
    private final boolean read;
    private final boolean closed;

    Treatment(boolean keepAlive, boolean read, boolean closed) {
        this.keepAlive = keepAlive;
        this.read = read;
        this.closed = closed;
    }

    /** The eight cells, and with them the questions if they are asked. */
    public static List<Treatment> all(boolean withQuestions) {
        return Stream.of(values())
                .filter(treatment -> withQuestions || treatment.isCell())
                .toList();
    }

    public boolean isCell() {
        return compareTo(MANY_USES) < 0;
    }

    public boolean keepAlive() {
        return keepAlive;
    }

    /** Whether bodies are read to their end. */
    public boolean read() {
        return read;
    }

    public boolean closed() {
        return closed;
    }

    /** The method of {@link TableClient} that does it. */
    public String method() {
        StringBuilder method = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            method.append(method.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return method.toString();
    }

    public int exchanges() {
        return this == MANY_USES ? MANY : EXCHANGES;
    }
}
