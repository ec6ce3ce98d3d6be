package dev.connleak.cli.table;

import dev.connleak.cli.report.Connection;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.Site;
import dev.connleak.track.KernelSockets;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins what server, client, kernel and agent say of the same connections. All lists are in the order of the treatments.
 *
 * @param ports the server's
 * @param reused the exchanges that used a connection again
 */
record Lookout(List<String> ports, List<String> reused) {

    /** The sockets of this network namespace, which is that of the server and the client too. */
    private static final File KERNEL = new File("/proc/self/net");

    /**
     * Looks at the connections as they are now.
     *
     * @param clients the client's ports that the server saw, with commas
     * @param loops the loops that live
     */
    List<Seen> look(List<String> clients, List<String> loops) {
        KernelSockets kernel = KernelSockets.read(KERNEL);
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            String server = address(ports.get(i));
            List<String> there = Stream.of(clients.get(i).split(",", -1))
                    .filter(port -> !port.isEmpty())
                    .map(Lookout::address)
                    .toList();
            seen.add(new Seen(
                    there.size(),
                    Integer.parseInt(reused.get(i)),
                    kernel == null ? null : states(there, client -> kernel.find(client, server)),
                    kernel == null ? null : states(there, client -> kernel.find(server, client)),
                    Integer.parseInt(loops.get(i))));
        }
        return seen;
    }

    Measured withReport(List<Treatment> treatments, List<Seen> seen, Report report) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < treatments.size(); i++) {
            Treatment treatment = treatments.get(i);
            measurements.add(new Measurement(
                    treatment,
                    seen.get(i),
                    loops(report, TableClient.route(ports.get(i))),
                    report.findings().stream()
                            .filter(finding -> at(treatment, finding))
                            .toList()));
        }
        List<Finding> elsewhere = report.findings().stream()
                .filter(finding -> treatments.stream().noneMatch(treatment -> at(treatment, finding)))
                .toList();
        return new Measured(measurements, elsewhere);
    }

    private static int loops(Report report, String route) {
        return report.connections().stream()
                .filter(connection -> route.equals(connection.route()))
                .map(Connection::loopThreads)
                .mapToInt(List::size)
                .sum();
    }

    private static boolean at(Treatment treatment, Finding finding) {
        Site site = finding.site();
        return site != null
                && TableClient.class.getName().equals(site.className())
                && treatment.method().equals(site.method());
    }

    private static Map<String, Integer> states(
            List<String> clients, Function<String, KernelSockets.@Nullable Entry> find) {
        Map<String, Integer> states = new TreeMap<>();
        for (String client : clients) {
            KernelSockets.Entry socket = find.apply(client);
            if (socket != null) {
                states.merge(socket.state == null ? "UNKNOWN" : socket.state, 1, Integer::sum);
            }
        }
        return states;
    }

    private static String address(String port) {
        return "127.0.0.1:" + port;
    }
}
