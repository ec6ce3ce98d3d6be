package dev.connleak.agent;

import dev.connleak.clients.Clients;
import dev.connleak.diagnose.Cause;
import dev.connleak.diagnose.Diagnosis;
import dev.connleak.diagnose.Libraries;
import dev.connleak.diagnose.Thresholds;
import dev.connleak.report.Assembly;
import dev.connleak.report.History;
import dev.connleak.report.Moment;
import dev.connleak.report.Origins;
import dev.connleak.report.Report;
import dev.connleak.report.ReportWriter;
import dev.connleak.report.Run;
import dev.connleak.report.UrlTemplate;
import dev.connleak.report.Watch;
import dev.connleak.track.Rehearsal;
import dev.connleak.track.Snapshot;
import dev.connleak.track.Snapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes reports: snapshot, diagnosis, and what is known of this JVM and of the agent itself. */
final class Reporter {
    /** What gave rise to a report, as the report says it. */
    enum Trigger {
        START("start"),
        EXIT("exit"),
        REQUEST("request"),
        INTERVAL("interval"),
        EXHAUSTION("exhaustion");

        final String word;

        Trigger(String word) {
            this.word = word;
        }
    }

    private final Settings settings;
    private final Clients clients;
    private final Coverage coverage;
    private final Snapshots snapshots;
    private final Switch power;
    private final GarbageCollections collections;
    private final Origins origins;
    private final boolean attached;
    private final boolean selfTested;

    private final long startNanos = System.nanoTime();
    private final long startEpochMillis = System.currentTimeMillis();
    private final Jvm jvm = new Jvm(startEpochMillis);
    private final Libraries libraries;
    private final AtomicInteger sequence = new AtomicInteger();
    private final History history = new History();
    /** Of the diagnosis before; replaced, never changed. */
    private volatile List<Cause> latest = Collections.emptyList();

    private volatile Moment countsSince = start();

    Reporter(
            Settings settings,
            Clients clients,
            Coverage coverage,
            Snapshots snapshots,
            Switch power,
            GarbageCollections collections,
            Origins origins,
            boolean attached,
            boolean selfTested) {
        this.settings = settings;
        this.clients = clients;
        this.coverage = coverage;
        this.snapshots = snapshots;
        this.power = power;
        this.collections = collections;
        this.origins = origins;
        this.attached = attached;
        this.selfTested = selfTested;
        this.libraries = new Libraries(settings.now().applicationPackages);
    }

    /** The causes of a snapshot; {@code exitNanos} is when the process began to end, if it does. */
    List<Cause> diagnose(Snapshot snapshot, @Nullable Long exitNanos) {
        Options options = settings.now();
        long closeAfter = TimeUnit.MILLISECONDS.toNanos(options.closeAfterMillis);
        Thresholds thresholds = exitNanos != null
                ? Thresholds.exiting(TimeUnit.MILLISECONDS.toNanos(options.exitIdleMillis), closeAfter, exitNanos)
                : Thresholds.running(TimeUnit.MILLISECONDS.toNanos(options.heldAfterMillis), closeAfter);
        coverage.update();
        List<Cause> causes = Diagnosis.of(snapshot, thresholds, libraries, coverage.judged());
        latest = causes;
        return causes;
    }

    /** Takes a point of history where one is due. */
    void remember() {
        long atMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (history.isDue(atMillis)) {
            history.add(atMillis, snapshots.loads(), latest);
        }
    }

    long jvmStartEpochMillis() {
        return jvm.startEpochMillis;
    }

    String clientName(Cause cause) {
        return clients.client(cause.client).name();
    }

    Snapshot snapshot() {
        power.look();
        return snapshots.take();
    }

    /** Counts begin anew; what is open stays. */
    void reset() {
        snapshots.reset();
        long sinceStart = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        countsSince = new Moment(startEpochMillis + sinceStart, sinceStart);
    }

    /** A report of this moment. */
    Report report(Trigger trigger) {
        Snapshot snapshot = snapshot();
        return report(trigger, snapshot, diagnose(snapshot, trigger == Trigger.EXIT ? snapshot.knownNanos : null));
    }

    Report report(Trigger trigger, Snapshot snapshot, List<Cause> causes) {
        return report(trigger, sequence.incrementAndGet(), snapshot, causes);
    }

    /** Makes a report that nobody reads, of a leak that nobody has: what the real ones need is loaded then. */
    void rehearse() {
        Snapshot snapshot = Rehearsal.leak(clients.count(), clients);
        Thresholds atOnce = Thresholds.exiting(0, 0, snapshot.knownNanos);
        List<Cause> causes = Diagnosis.of(snapshot, atOnce, libraries, coverage.judged());
        try {
            ReportWriter.write(report(Trigger.EXIT, 0, snapshot, causes), new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new IllegalStateException("no room in memory", e);
        }
    }

    private Report report(Trigger trigger, int number, Snapshot snapshot, List<Cause> causes) {
        Options options = settings.now();
        Assembly assembly = new Assembly(
                snapshot,
                causes,
                words(),
                UrlTemplate.of(options.urls),
                options.ignore,
                origins,
                System.currentTimeMillis(),
                startNanos);
        Report.Draft draft = new Report.Draft(
                run(options, trigger, number, assembly.moment(snapshot.atNanos)),
                watch(options, assembly, snapshot),
                assembly.totals());
        assembly.fill(draft);
        draft.history = history.points();
        draft.complete = trigger != Trigger.START;
        return draft.finish();
    }

    private Assembly.Client[] words() {
        Assembly.Client[] words = new Assembly.Client[clients.count()];
        for (int i = 0; i < words.length; i++) {
            words[i] = new Assembly.Client(
                    clients.client(i).name(),
                    clients.client(i).advice(),
                    clients.client(i).finishing(),
                    clients.client(i).returning(),
                    clients.client(i).sharing());
        }
        return words;
    }

    private Run run(Options options, Trigger trigger, int number, Moment now) {
        // Not by the wall clock of now, which somebody may have set.
        long uptime = startEpochMillis - jvm.startEpochMillis + now.sinceStartMillis;
        return new Run(
                Version.TEXT,
                new Run.Trigger(trigger.word, number, countsSince),
                new Run.Time(now, uptime, now.sinceStartMillis, attached ? "attach" : "premain"),
                jvm.describe(),
                options.labels);
    }

    private Watch watch(Options options, Assembly assembly, Snapshot snapshot) {
        boolean on = power.state() == Switch.State.ACTIVE;
        Watch.AgentState state = new Watch.AgentState(
                power.state().word,
                on ? start() : assembly.moment(power.offNanos()),
                power.reason(),
                power.errors(),
                selfTested ? "passed" : "failed");
        return new Watch(
                state,
                new Watch.Config(options.inForce, options.problems),
                coverage.entries(snapshot),
                collections.facts(assembly::moment),
                new Watch.Limits(options.level, options.capacity, snapshot.dropped, assembly.truncated()));
    }

    private Moment start() {
        return new Moment(startEpochMillis, 0);
    }
}
