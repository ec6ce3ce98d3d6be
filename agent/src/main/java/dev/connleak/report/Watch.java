package dev.connleak.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How well the agent could watch: its own state, its options, the clients it covers, collections, and its limits. */
public final class Watch {
    public final AgentState agent;
    public final Config config;
    public final List<ClientCoverage> coverage;
    public final Gc gc;
    public final Limits limits;

    public Watch(AgentState agent, Config config, List<ClientCoverage> coverage, Gc gc, Limits limits) {
        this.agent = agent;
        this.config = config;
        this.coverage = Report.copy(coverage);
        this.gc = gc;
        this.limits = limits;
    }

    public static final class AgentState {
        /** active, off-by-errors, off-by-command or detached. */
        public final String state;

        public final Moment since;
        public final @Nullable String reason;
        public final long internalErrors;
        /** passed, failed or skipped. */
        public final String selfTest;

        public AgentState(String state, Moment since, @Nullable String reason, long internalErrors, String selfTest) {
            this.state = state;
            this.since = since;
            this.reason = reason;
            this.internalErrors = internalErrors;
            this.selfTest = selfTest;
        }
    }

    public static final class Config {
        public final List<Option> options;
        public final List<String> problems;

        public Config(List<Option> options, List<String> problems) {
            this.options = Report.copy(options);
            this.problems = Report.copy(problems);
        }
    }

    public static final class Option {
        public final String name;
        public final @Nullable String value;
        /** argument, property, environment, file or default. */
        public final String from;

        public Option(String name, @Nullable String value, String from) {
            this.name = name;
            this.value = value;
            this.from = from;
        }
    }

    public static final class ClientCoverage {
        public final String client;
        public final @Nullable String version;
        /** watched, partial, failed or not-loaded. */
        public final String state;
        /** Null where no verdict was ever due, because the client was not loaded. */
        public final @Nullable Boolean verdicts;

        public final @Nullable Boolean relocated;
        public final long exchanges;
        /** The hooks that found no method, as {@code class.method}. */
        public final List<String> missing;

        public ClientCoverage(
                String client,
                @Nullable String version,
                String state,
                @Nullable Boolean verdicts,
                @Nullable Boolean relocated,
                long exchanges,
                List<String> missing) {
            this.client = client;
            this.version = version;
            this.state = state;
            this.verdicts = verdicts;
            this.relocated = relocated;
            this.exchanges = exchanges;
            this.missing = Report.copy(missing);
        }
    }

    public static final class Gc {
        public final @Nullable Long collectionsSeen;
        public final @Nullable Moment lastAt;
        public final boolean requestedAtExit;
        public final @Nullable Boolean honoured;
        public final @Nullable Long millis;

        public Gc(
                @Nullable Long collectionsSeen,
                @Nullable Moment lastAt,
                boolean requestedAtExit,
                @Nullable Boolean honoured,
                @Nullable Long millis) {
            this.collectionsSeen = collectionsSeen;
            this.lastAt = lastAt;
            this.requestedAtExit = requestedAtExit;
            this.honoured = honoured;
            this.millis = millis;
        }
    }

    public static final class Limits {
        /** stacks, sites or counts. */
        public final String level;

        public final int capacity;
        public final long dropped;
        public final List<Truncated> truncated;

        public Limits(String level, int capacity, long dropped, List<Truncated> truncated) {
            this.level = level;
            this.capacity = capacity;
            this.dropped = dropped;
            this.truncated = Report.copy(truncated);
        }
    }

    /** A table that was cut, named as in the report. */
    public static final class Truncated {
        public final String table;
        public final long kept;
        public final long total;

        public Truncated(String table, long kept, long total) {
            this.table = table;
            this.kept = kept;
            this.total = total;
        }
    }
}
