package dev.connleak.agent;

import dev.connleak.diagnose.Cause;
import dev.connleak.diagnose.Grade;
import dev.connleak.diagnose.Kind;
import dev.connleak.report.Report;
import dev.connleak.report.ReportFile;
import dev.connleak.track.Ledger;
import dev.connleak.track.Snapshot;
import dev.connleak.track.Sweep;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When a report is written, and when a line is: after the first exchange, at intervals, at a new cause, at exit. */
final class Occasions implements Sweeper.Chore {
    /** How long other shutdown hooks have to close what looks held at exit. */
    private static final long GRACE_MILLIS = 1000;

    private static final long POLL_MILLIS = 50;

    /**
     * A JVM of this age rehearses even where no client was used yet. It costs some 100 ms of CPU and 4 MB of garbage once (8,
     * 17 and 25), which tools and workers that are gone by then are spared.
     */
    private static final long REHEARSAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * From the round that sees the first exchange to the first report. A program's first second of traffic is its busiest, and
     * a tool's only one: what the report costs would bring its collections forward (decision 43).
     */
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The first ones are kept; later ones show the same again. */
    private static final int EXHAUSTION_REPORTS = 3;

    private final Settings settings;
    private final Ledger ledger;
    private final Sweep sweep;
    private final Reporter reporter;
    private final GarbageCollections collections;
    private final TaskWatch tasks;
    private final @Nullable ReportFile file;
    private final Announcer announcer = new Announcer();

    private final Object writing = new Object();
    private volatile boolean ending;
    /** Why no report could be written; the same again is not worth a line for each report. */
    private volatile @Nullable String problem;

    // Guarded by the sweeper thread.
    /** Fingerprints of the exhaustions that have a report of their own. */
    private final Set<String> exhausted = new HashSet<>();

    private final long startNanos = System.nanoTime();
    private boolean rehearsed;
    private @Nullable Long usedNanos;
    private boolean begun;
    private long suspicions;
    private long lastWrittenNanos = System.nanoTime();

    Occasions(
            Settings settings,
            Ledger ledger,
            Sweep sweep,
            Reporter reporter,
            GarbageCollections collections,
            TaskWatch tasks,
            @Nullable ReportFile file) {
        this.settings = settings;
        this.ledger = ledger;
        this.sweep = sweep;
        this.reporter = reporter;
        this.collections = collections;
        this.tasks = tasks;
        this.file = file;
        if (file != null) {
            tell(file.probe());
        }
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        if (usedNanos == null && ledger.used()) {
            usedNanos = now;
        }
        boolean settled = usedNanos != null && now - usedNanos >= SETTLING_NANOS;
        if (!rehearsed && (settled || now - startNanos >= REHEARSAL_NANOS)) {
            rehearsed = true;
            reporter.rehearse();
        }
        if (!begun && settled) {
            begun = true;
            write(Reporter.Trigger.START);
        }
        Options options = settings.now();
        Long every = options.reportEveryMillis;
        if (begun && every != null && System.nanoTime() - lastWrittenNanos >= every * 1_000_000) {
            write(Reporter.Trigger.INTERVAL);
        }
        if (begun) {
            reporter.remember();
        }
        long seen = sweep.suspicions();
        if (seen != suspicions) {
            suspicions = seen;
            Snapshot snapshot = reporter.snapshot();
            List<Cause> causes = reporter.diagnose(snapshot, null);
            tasks.look(causes);
            announcer.announce(causes, options.announced(), reporter, Console::warn);
            keepExhaustion(snapshot, causes);
        }
    }

    /** What is open now is judged; what other hooks close within a second is taken back. */
    void exit() {
        ending = true;
        if (file == null) {
            return;
        }
        Options options = settings.now();
        Snapshot first = reporter.snapshot();
        if (options.gc) {
            collections.collect(options.gcTimeoutMillis);
        }
        Snapshot last = reporter.snapshot();
        List<Cause> causes = reporter.diagnose(last, first.knownNanos);
        long until = System.nanoTime() + GRACE_MILLIS * 1_000_000;
        while (isHeld(causes) && System.nanoTime() - until < 0) {
            Pause.millis(POLL_MILLIS);
            last = reporter.snapshot();
            causes = reporter.diagnose(last, first.knownNanos);
        }
        String failed;
        synchronized (writing) {
            failed = file.write(reporter.report(Reporter.Trigger.EXIT, last, causes), options.reportKeep);
        }
        tell(failed);
    }

    /** What a pool looked like when it was exhausted first is gone by the time that somebody asks. */
    private void keepExhaustion(Snapshot snapshot, List<Cause> causes) {
        for (Cause cause : causes) {
            boolean room = exhausted.size() < EXHAUSTION_REPORTS;
            if (cause.kind == Kind.POOL_EXHAUSTED && room && exhausted.add(cause.fingerprint)) {
                synchronized (writing) {
                    if (file != null && !ending) {
                        Report report = reporter.report(Reporter.Trigger.EXHAUSTION, snapshot, causes);
                        tell(file.writeBeside(report, "exhaustion-" + exhausted.size()));
                    }
                }
            }
        }
    }

    /** The last report of an agent that leaves: without it the file would speak of a watch that goes on. */
    void detached() {
        synchronized (writing) {
            boolean last = !ending;
            ending = true;
            if (file != null && last) {
                tell(file.write(reporter.report(Reporter.Trigger.REQUEST), settings.now().reportKeep));
                file.close();
            }
        }
    }

    /** Not any more once the exit report is under way, which is the last word. */
    private void write(Reporter.Trigger trigger) {
        lastWrittenNanos = System.nanoTime();
        String failed = null;
        synchronized (writing) {
            if (file != null && !ending) {
                failed = file.write(reporter.report(trigger), settings.now().reportKeep);
            }
        }
        // Where nobody reads stderr this may take for ever, and the exit report waits for the lock.
        tell(failed);
    }

    private static boolean isHeld(List<Cause> causes) {
        for (Cause cause : causes) {
            boolean held = cause.kind == Kind.BODY_HELD
                    || cause.kind == Kind.REQUEST_NOT_FINISHED
                    || cause.kind == Kind.LEASE_HELD;
            if (held && cause.grade == Grade.LIKELY) {
                return true;
            }
        }
        return false;
    }

    private void tell(@Nullable String now) {
        if (now != null && !now.equals(problem)) {
            Console.warn(now);
        }
        problem = now;
    }
}
