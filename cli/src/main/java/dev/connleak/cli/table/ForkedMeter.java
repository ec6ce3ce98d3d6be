package dev.connleak.cli.table;

import dev.connleak.cli.launch.ChildJvm;
import dev.connleak.cli.launch.Deadline;
import dev.connleak.cli.launch.Workbench;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.ReportFile;
import dev.connleak.cli.report.ReportReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Measures with two JVMs, the server's and the client's. When the client has done all its exchanges, both are left alone
 * until the connections are as they should be, or for so long that they will never be. Only then the client ends.
 */
public final class ForkedMeter implements Meter {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** Loops and sockets end a moment after the exchange, and those of an idle connection after the client's timeout. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Function<Path, ReportFile> reader;

    public ForkedMeter() {
        this(file -> new ReportReader().read(file));
    }

    /** @param reader sees the report before it is gone with the workbench */
    ForkedMeter(Function<Path, ReportFile> reader) {
        this.reader = reader;
    }

    @Override
    public Measured measure(BodySize size, List<Treatment> treatments) {
        try (Workbench bench = Workbench.open()) {
            Deadline deadline = Deadline.in(DEADLINE);
            ChildJvm server = bench.start(
                    "the server of the table",
                    TableServer.class,
                    List.of(Integer.toString(size.bytes()), Integer.toString(treatments.size())));
            List<String> ports = words(server.nextLine(deadline));
            ChildJvm client =
                    bench.startWatched("the client of the table", TableClient.class, tasks(treatments, ports));
            Lookout lookout = new Lookout(ports, words(client.nextLine(deadline)));
            List<Expectation> expected = treatments.stream()
                    .map(treatment -> Expectation.of(treatment, size))
                    .toList();
            Deadline quiet = Deadline.in(Workbench.QUIET);
            Deadline settling = Deadline.in(SETTLING);
            List<Seen> seen = look(lookout, server, client, deadline);
            while (!quiet.passed() || (!meets(expected, seen) && !settling.passed())) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
                seen = look(lookout, server, client, deadline);
            }
            client.end(deadline);
            Report report = reader.apply(bench.report()).report();
            return lookout.withReport(treatments, seen, report);
        }
    }

    private static List<String> tasks(List<Treatment> treatments, List<String> ports) {
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            tasks.add(treatments.get(i) + "=" + ports.get(i));
        }
        return tasks;
    }

    private static List<Seen> look(Lookout lookout, ChildJvm server, ChildJvm client, Deadline deadline) {
        return lookout.look(words(server.ask("clients", deadline)), words(client.ask("loops", deadline)));
    }

    private static boolean meets(List<Expectation> expected, List<Seen> seen) {
        for (int i = 0; i < seen.size(); i++) {
            if (!expected.get(i).differences(seen.get(i)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }
}
