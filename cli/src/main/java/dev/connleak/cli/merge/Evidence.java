package dev.connleak.cli.merge;

import dev.connleak.cli.report.Connection;
import dev.connleak.cli.report.Exchange;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a cause rests on, of one JVM or of several: the references between a report's tables are resolved. */
public record Evidence(
        List<Stack> stacks,
        List<Holder> holders,
        @Nullable Touch lastTouch,
        List<String> submitter,
        List<Instance> instances,
        Map<String, Integer> tcpStates) {

    static final Evidence NONE = new Evidence(List.of(), List.of(), null, List.of(), List.of(), Map.of());

    /** A path to the site, innermost frame first, and how often it was taken. */
    public record Stack(List<String> frames, long count) {}

    /** A thread that holds what is missing, and where it stood when the report was written. */
    public record Holder(@Nullable ThreadInfo thread, List<String> frames) {}

    /** The last time a thread did something with it. */
    public record Touch(
            @Nullable ThreadInfo thread,
            List<String> frames,
            @Nullable String at) {}

    /** One occurrence. */
    public record Instance(
            String id,
            @Nullable Exchange exchange,
            @Nullable Connection connection,
            @Nullable ThreadInfo thread) {}

    /** Looks things up in the tables of one report. */
    static final class Finder {

        private final Report report;
        private final Map<String, Exchange> exchanges = new HashMap<>();
        private final Map<String, Connection> connections = new HashMap<>();

        Finder(Report report) {
            this.report = report;
            report.exchanges().forEach(exchange -> exchanges.put(String.valueOf(exchange.id()), exchange));
            report.connections().forEach(connection -> connections.put(String.valueOf(connection.id()), connection));
        }

        Evidence of(Finding finding) {
            List<Instance> instances =
                    finding.instances().stream().map(this::instance).toList();
            return new Evidence(
                    finding.stacks().stream()
                            .map(stack -> new Stack(report.stack(stack.stack()), Sums.orZero(stack.count())))
                            .filter(stack -> !stack.frames().isEmpty())
                            .toList(),
                    finding.holders().stream()
                            .map(holder -> new Holder(report.thread(holder.thread()), report.stack(holder.stack())))
                            .toList(),
                    finding.lastTouch() == null
                            ? null
                            : new Touch(
                                    report.thread(finding.lastTouch().thread()),
                                    report.stack(finding.lastTouch().stack()),
                                    finding.lastTouch().at()),
                    finding.submitter() == null
                            ? List.of()
                            : report.stack(finding.submitter().stack()),
                    instances,
                    tcpStates(instances));
        }

        private Instance instance(String id) {
            Exchange exchange = exchanges.get(id);
            Connection connection = connections.get(exchange == null ? id : String.valueOf(exchange.connection()));
            return new Instance(id, exchange, connection, exchange == null ? null : report.thread(exchange.thread()));
        }

        private static Map<String, Integer> tcpStates(List<Instance> instances) {
            Map<String, String> byConnection = new LinkedHashMap<>();
            for (Instance instance : instances) {
                Connection connection = instance.connection();
                if (connection != null && connection.tcpState() != null) {
                    byConnection.put(String.valueOf(connection.id()), connection.tcpState());
                }
            }
            Map<String, Integer> states = new TreeMap<>();
            byConnection.values().forEach(state -> states.merge(state, 1, Integer::sum));
            return states;
        }
    }

    /** Both together: equal stacks are one. */
    Evidence and(Evidence other) {
        Map<List<String>, Long> counts = new LinkedHashMap<>();
        stacks.forEach(stack -> counts.merge(stack.frames(), stack.count(), Long::sum));
        other.stacks.forEach(stack -> counts.merge(stack.frames(), stack.count(), Long::sum));
        List<Stack> both = new ArrayList<>();
        counts.forEach((frames, count) -> both.add(new Stack(frames, count)));
        both.sort((a, b) -> Long.compare(b.count(), a.count()));
        Map<String, Integer> states = new TreeMap<>(tcpStates);
        other.tcpStates.forEach((state, count) -> states.merge(state, count, Integer::sum));
        return new Evidence(
                both,
                joined(holders, other.holders),
                lastTouch == null ? other.lastTouch : lastTouch,
                submitter.isEmpty() ? other.submitter : submitter,
                joined(instances, other.instances),
                states);
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        List<T> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }
}
