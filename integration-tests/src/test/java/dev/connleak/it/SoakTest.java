package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.soak.ApacheSoak;
import dev.connleak.it.soak.OkHttpSoak;
import dev.connleak.it.soak.ReferenceSoak;
import dev.connleak.it.soak.SoakClient;
import dev.connleak.it.soak.SoakProgram;
import dev.connleak.it.soak.UrlConnectionSoak;
import dev.connleak.it.soak.jdk11.JdkHttpSoak;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A great many exchanges over all clients side by side, with leaks, cancels and faults at random. The program counts what
 * it did, the server what it saw, and the agent has to come to the same numbers and to the same size.
 *
 * <p>The profile {@code soak} makes it a million of them.
 */
class SoakTest {
    private static final int EXCHANGES = Integer.getInteger("connleak.soak.exchanges", 24_000);
    private static final int QUARTERS = 4;
    private static final int LEAKS = 10;
    private static final long SEED = 4711;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration QUARTER = Duration.ofMillis(60_000 + EXCHANGES * 10L);

    /** Of the agent's own objects: what is there at the end of one quarter and not of another, stacks, points of history. */
    private static final long AGENT_GROWTH = 64 << 10;
    /** Of all: clients have buffers with each connection that happens to be idle. */
    private static final long HEAP_GROWTH = 4 << 20;

    private enum Soaked {
        HTTP_URL_CONNECTION("http-url-connection", UrlConnectionSoak.class, "body-abandoned"),
        /** The connection reaches the body: nothing proves that it was dropped. */
        JDK_HTTP_CLIENT("java-net-http", JdkHttpSoak.class, "body-held"),
        APACHE_5("apache-httpclient-5", ApacheSoak.class, "body-abandoned"),
        OKHTTP_4("okhttp", OkHttpSoak.class, "body-abandoned"),
        REFERENCE("connleak-client", ReferenceSoak.class, "body-abandoned");

        private final String name;
        private final Class<? extends SoakClient> program;
        private final String whereDropped;

        Soaked(String name, Class<? extends SoakClient> program, String whereDropped) {
            this.name = name;
            this.program = program;
            this.whereDropped = whereDropped;
        }

        /** What has to be found of this client's leaks. */
        Stream<String> leaks() {
            return Stream.of(
                    line("body-held", Site.marked(program, "openToHold"), LEAKS),
                    line(whereDropped, Site.marked(program, "openToDrop"), LEAKS));
        }

        long exchangesIn(Report report) {
            return StreamSupport.stream(report.json().at("/coverage/clients").spliterator(), false)
                    .filter(each -> each.path("client").asText().equals(name))
                    .mapToLong(each -> each.path("exchanges").asLong())
                    .sum();
        }

        /** Exchanges with a body: by whether it was read to its end and whether it was closed. */
        Map<String, Long> in(Report report) {
            return cells(report)
                    .collect(Collectors.groupingBy(
                            cell -> cell.path("readToEof") + "/" + cell.path("closed"),
                            TreeMap::new,
                            Collectors.summingLong(
                                    cell -> cell.path("exchanges").asLong())));
        }

        long notKeptAliveIn(Report report) {
            return cells(report)
                    .filter(cell -> cell.path("keepAlive").asText().equals("off"))
                    .mapToLong(cell -> cell.path("exchanges").asLong())
                    .sum();
        }

        private Stream<JsonNode> cells(Report report) {
            return report.rows("cells")
                    .filter(cell -> cell.path("client").asText().equals(name));
        }
    }

    /** What the program saw of one client. */
    private record Counted(Soaked of, Map<String, Long> numbers) {
        static Counted of(TargetJvm jvm, Soaked client) {
            String told = jvm.tell("counts " + client.program.getName(), COMMAND);
            return new Counted(
                    client,
                    Stream.of(told.split(" "))
                            .map(each -> each.split("="))
                            .collect(Collectors.toMap(each -> each[0], each -> Long.valueOf(each[1]))));
        }

        long number(String name) {
            return numbers.getOrDefault(name, 0L);
        }

        Map<String, Long> cells() {
            return Stream.of("true/true", "true/false", "false/true", "false/false")
                    .collect(Collectors.toMap(
                            cell -> cell,
                            cell -> number("on/" + cell) + number("off/" + cell),
                            Long::sum,
                            TreeMap::new));
        }

        /** As the server announced it. A client may have reasons of its own on top: one of them gives a writer 50 ms. */
        long notKeptAlive() {
            return numbers.entrySet().stream()
                    .filter(each -> each.getKey().startsWith("off/"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** What is there when nothing goes on. */
    private record Size(long ledgerEntries, long agentBytes, long heapBytes) {
        private static final Pattern LEDGER = Pattern.compile("ledger (\\d+) of");

        /** Once the sweeper has taken out what collections find. */
        static Size settled(TargetJvm jvm) {
            long before = ledgerEntries(jvm);
            long entries = ledgerEntries(jvm);
            while (entries < before) {
                before = entries;
                entries = ledgerEntries(jvm);
            }
            return new Size(entries, Heap.bytesOfTheAgent(jvm), Heap.bytes(jvm));
        }

        private static long ledgerEntries(TargetJvm jvm) {
            jvm.tell("gc", COMMAND);
            String status = Told.by(jvm, "status").message();
            Matcher ledger = LEDGER.matcher(status);
            assertThat(ledger.find()).as(status).isTrue();
            return Long.parseLong(ledger.group(1));
        }

        void assertIsNoMoreThan(Size before) {
            assertThat(agentBytes).as("%s after %s", this, before).isLessThan(before.agentBytes + AGENT_GROWTH);
            assertThat(heapBytes).as("%s after %s", this, before).isLessThan(before.heapBytes + HEAP_GROWTH);
        }
    }

    @TempDir
    private Path directory;

    @Test
    void theLedgerEqualsAnIndependentCountAndDoesNotGrow() {
        Path file = directory.resolve("report.json");
        try (SoakServer server = new SoakServer();
                TargetJvm jvm = TargetJvm.start(launch(server.url()).watched(file, "exitIdle=1ms"))) {
            List<Size> sizes = new ArrayList<>();
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                jvm.tell("run " + (SEED + quarter) + " " + EXCHANGES / QUARTERS, QUARTER);
                sizes.add(Size.settled(jvm));
            }
            List<Counted> counted = Stream.of(Soaked.values())
                    .map(each -> Counted.of(jvm, each))
                    .toList();
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = Report.read(file);
            System.out.println("soak: " + report.json().path("totals") + " in quarters that left " + sizes);
            for (Counted client : counted) {
                assertThat(client.of.in(report)).isEqualTo(client.cells());
                assertThat(client.of.exchangesIn(report)).isEqualTo(client.number("exchanges"));
                assertThat(client.number("exchanges")).isEqualTo(server.requests(client.of.ordinal()));
                assertThat(client.of.notKeptAliveIn(report) - client.notKeptAlive())
                        .as(client.toString())
                        .isBetween(0L, client.number("exchanges") / 100);
            }
            assertThat(report.json().at("/totals/connectionsOpened").asLong()).isEqualTo(server.accepted());
            assertThat(report.json().at("/limits/dropped").asLong()).isZero();
            assertThat(leaks(report))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Soaked.values()).flatMap(Soaked::leaks).toList());
            sizes.get(QUARTERS - 1).assertIsNoMoreThan(sizes.get(0));
        }
    }

    private static Launch launch(String url) {
        List<String> arguments = new ArrayList<>(List.of(url, Integer.toString(LEAKS)));
        Stream.of(Soaked.values()).map(each -> each.program.getName()).forEach(arguments::add);
        return Client.launchAll(Jdk.JDK_17, SoakProgram.class)
                .flags("-Xmx256m", "-Dsun.net.http.retryPost=false", "-Dhttp.maxConnections=100")
                .arguments(arguments.toArray(String[]::new));
    }

    private static List<String> leaks(Report report) {
        return report.findings().stream()
                .filter(each -> each.severity().equals("leak"))
                .map(each -> line(each.kind(), each.site(), each.number("count")))
                .toList();
    }

    private static String line(String kind, Site site, int count) {
        return "%s at %s: %d".formatted(kind, site, count);
    }
}
