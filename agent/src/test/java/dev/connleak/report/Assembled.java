package dev.connleak.report;

import dev.connleak.diagnose.Cause;
import dev.connleak.track.Snapshot;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The report of a snapshot, in the words of three clients; what is not of the snapshot is a sample's. */
final class Assembled {
    static final long NOW = 1_700_000_000_000L;

    private static final Assembly.Client[] CLIENTS = {
        new Assembly.Client("one", "Close it.", "Finish it.", "Return it.", "Share it."),
        new Assembly.Client("two", "Close it.", "Finish it.", "Return it.", "Share it."),
        new Assembly.Client("three", "Close it.", "Finish it.", "Return it.", "Share it.")
    };

    private Assembled() {}

    /** What the tables of a process without clients leave out. */
    static List<Watch.Truncated> truncated(Snapshot snapshot, File process) {
        return new Assembly(
                        snapshot,
                        List.of(),
                        CLIENTS,
                        UrlTemplate.of("template"),
                        List.of(),
                        Assembled::origins,
                        NOW,
                        snapshot.atNanos,
                        process)
                .truncated();
    }

    static Report report(Snapshot snapshot, List<Cause> causes, List<String> ignore, long startNanos, int capacity) {
        Assembly assembly = new Assembly(
                snapshot, causes, CLIENTS, UrlTemplate.of("template"), ignore, Assembled::origins, NOW, startNanos);
        Report sample = SampleReports.full();
        Watch watch = new Watch(
                sample.watch.agent,
                sample.watch.config,
                sample.watch.coverage,
                sample.watch.gc,
                new Watch.Limits("stacks", capacity, snapshot.dropped, assembly.truncated()));
        Report.Draft draft = new Report.Draft(sample.run, watch, assembly.totals());
        assembly.fill(draft);
        draft.complete = true;
        return draft.finish();
    }

    private static Map<String, Origins.Origin> origins(Set<String> classNames) {
        return classNames.contains("com.acme.Orders")
                ? Map.of("com.acme.Orders", new Origins.Origin("orders", "1.2"))
                : Map.of();
    }
}
