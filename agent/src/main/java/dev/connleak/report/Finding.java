package dev.connleak.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cause of leaked or wasted connections: one place in the code, however often it happened. */
public final class Finding {
    public final String fingerprint;
    /** A kind of the contract, such as {@code body-abandoned}. */
    public final String kind;

    public final Map<String, Long> byKind;
    /** leak or waste. */
    public final String severity;
    /** proven, likely or suspect. */
    public final String grade;

    public final List<String> reasons;
    public final long count;
    public final long openNow;
    public final long connectionsHeld;
    public final long returnedLate;
    public final long rescued;
    public final @Nullable Long oldestMillis;
    public final Moment firstSeenAt;
    public final Moment lastSeenAt;
    public final @Nullable String client;
    public final @Nullable String route;
    /** Null where no body is to blame. */
    public final @Nullable Cell cell;
    /** held, stuck, destroyed, rescued or reused. */
    public final @Nullable String outcome;

    public final @Nullable Site site;
    public final @Nullable Long siteExchanges;
    public final List<StackCount> stacks;
    /** The wrapper libraries between the application and the client, outermost first. */
    public final List<String> through;

    public final @Nullable Owner owner;
    public final @Nullable Known known;
    public final List<Holder> holders;
    public final @Nullable LastTouch lastTouch;
    /** Index of the stack that handed the work to another thread. */
    public final @Nullable Integer submitter;

    public final boolean ignored;
    public final String summary;
    public final @Nullable String advice;
    /** Ids of exchanges, connections or pools; capped, {@code count} is the truth. */
    public final List<String> instances;

    private Finding(Draft draft) {
        this.fingerprint = draft.fingerprint;
        this.kind = draft.kind;
        this.byKind = Report.copy(draft.byKind);
        this.severity = draft.severity;
        this.grade = draft.grade;
        this.reasons = Report.copy(draft.reasons);
        this.count = draft.count;
        this.openNow = draft.openNow;
        this.connectionsHeld = draft.connectionsHeld;
        this.returnedLate = draft.returnedLate;
        this.rescued = draft.rescued;
        this.oldestMillis = draft.oldestMillis;
        this.firstSeenAt = draft.firstSeenAt;
        this.lastSeenAt = draft.lastSeenAt;
        this.client = draft.client;
        this.route = draft.route;
        this.cell = draft.cell;
        this.outcome = draft.outcome;
        this.site = draft.site;
        this.siteExchanges = draft.siteExchanges;
        this.stacks = Report.copy(draft.stacks);
        this.through = Report.copy(draft.through);
        this.owner = draft.owner;
        this.known = draft.known;
        this.holders = Report.copy(draft.holders);
        this.lastTouch = draft.lastTouch;
        this.submitter = draft.submitter;
        this.ignored = draft.ignored;
        this.summary = draft.summary;
        this.advice = draft.advice;
        this.instances = Report.copy(draft.instances);
    }

    public static final class Site {
        public final String className;
        public final String method;
        public final @Nullable String file;
        public final @Nullable Integer line;
        public final String fingerprint;

        public Site(
                String className, String method, @Nullable String file, @Nullable Integer line, String fingerprint) {
            this.className = className;
            this.method = method;
            this.file = file;
            this.line = line;
            this.fingerprint = fingerprint;
        }
    }

    public static final class StackCount {
        public final int stack;
        public final long count;

        public StackCount(int stack, long count) {
            this.stack = stack;
            this.count = count;
        }
    }

    public static final class Owner {
        /** application or library. */
        public final String type;

        public final @Nullable String name;
        public final @Nullable String version;

        public Owner(String type, @Nullable String name, @Nullable String version) {
            this.type = type;
            this.name = name;
            this.version = version;
        }
    }

    /** A published fault of a library that this finding looks like. */
    public static final class Known {
        public final String id;
        public final @Nullable String link;
        public final @Nullable String fixedIn;

        public Known(String id, @Nullable String link, @Nullable String fixedIn) {
            this.id = id;
            this.link = link;
            this.fixedIn = fixedIn;
        }
    }

    public static final class Holder {
        public final int thread;
        public final @Nullable Integer stack;

        public Holder(int thread, @Nullable Integer stack) {
            this.thread = thread;
            this.stack = stack;
        }
    }

    public static final class LastTouch {
        public final int thread;
        public final @Nullable Integer stack;
        public final Moment at;

        public LastTouch(int thread, @Nullable Integer stack, Moment at) {
            this.thread = thread;
            this.stack = stack;
            this.at = at;
        }
    }

    /** Mutable; lives as long as one report is put together, on one thread. */
    public static final class Draft {
        private final String fingerprint;
        private final String kind;
        private final String severity;
        private final String grade;
        private final Moment firstSeenAt;
        private final Moment lastSeenAt;
        private final String summary;
        public Map<String, Long> byKind = Collections.emptyMap();
        public List<String> reasons = Collections.emptyList();
        public long count;
        public long openNow;
        public long connectionsHeld;
        public long returnedLate;
        public long rescued;
        public @Nullable Long oldestMillis;
        public @Nullable String client;
        public @Nullable String route;
        public @Nullable Cell cell;
        public @Nullable String outcome;
        public @Nullable Site site;
        public @Nullable Long siteExchanges;
        public List<StackCount> stacks = Collections.emptyList();
        public List<String> through = Collections.emptyList();
        public @Nullable Owner owner;
        public @Nullable Known known;
        public List<Holder> holders = Collections.emptyList();
        public @Nullable LastTouch lastTouch;
        public @Nullable Integer submitter;
        public boolean ignored;
        public @Nullable String advice;
        public List<String> instances = Collections.emptyList();

        public Draft(
                String fingerprint,
                String kind,
                String severity,
                String grade,
                Moment firstSeenAt,
                Moment lastSeenAt,
                String summary) {
            this.fingerprint = fingerprint;
            this.kind = kind;
            this.severity = severity;
            this.grade = grade;
            this.firstSeenAt = firstSeenAt;
            this.lastSeenAt = lastSeenAt;
            this.summary = summary;
        }

        public Finding finish() {
            return new Finding(this);
        }
    }
}
