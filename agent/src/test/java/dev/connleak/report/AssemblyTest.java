package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import com.acme.Paths;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.diagnose.Cause;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import dev.connleak.track.Inspector;
import dev.connleak.track.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a driven ledger to the report's JSON, held against the schema and against what a schema cannot say. */
class AssemblyTest {
    private static final int CAPACITY = 20_000;
    /** As many as the ledger has room for. */
    private static final int STACKS = 10_000;

    private Book book = Book.ofCapacity(CAPACITY);
    private final long start = book.now();
    private List<String> ignore = List.of();

    @Test
    void anEmptyLedgerIsAReport() throws IOException {
        JsonNode report = report();

        assertThat(report.path("findings")).isEmpty();
        assertThat(report.at("/totals/exchanges").asLong()).isZero();
    }

    @Test
    void everyKindOfEntryFitsTheContract() throws IOException {
        everything();

        JsonNode report = report();

        assertThat(StrictSchema.load().violations(report)).isEmpty();
        assertThat(ReportInvariants.violations(report)).isEmpty();
        assertThat(report.path("findings")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aFindingLeadsToItsExchangeConnectionAndStack() throws IOException {
        Orders.poll(book).abandon();

        JsonNode report = report();

        JsonNode finding = report.at("/findings/0");
        assertThat(finding.path("kind").asText()).isEqualTo("body-abandoned");
        assertThat(finding.path("grade").asText()).isEqualTo("proven");
        assertThat(finding.path("route").asText()).isEqualTo("http://orders:8080");
        assertThat(finding.path("client").asText()).isEqualTo("one");
        assertThat(finding.at("/site/class").asText()).isEqualTo("com.acme.Orders");
        assertThat(finding.at("/owner/type").asText()).isEqualTo("application");
        assertThat(finding.at("/owner/name").asText()).isEqualTo("orders");
        assertThat(finding.at("/owner/version").asText()).isEqualTo("1.2");
        assertThat(finding.at("/instances/0").asText())
                .isEqualTo(report.at("/exchanges/0/id").asText());
        assertThat(report.at("/exchanges/0/url").asText()).isEqualTo("http://orders:8080/orders/{}");
        assertThat(report.at("/exchanges/0/status").asInt()).isEqualTo(200);
        assertThat(report.at("/exchanges/0/connection").asText())
                .isEqualTo(report.at("/connections/0/id").asText());
        int stack = finding.at("/stacks/0/stack").asInt();
        assertThat(report.path("stacks").path(stack).toString()).contains("com.acme.Orders.poll(Orders.java:");
    }

    @Test
    void timesAreToldOnBothClocks() throws IOException {
        book.pass(Duration.ofSeconds(3));
        Orders.poll(book);
        book.pass(Duration.ofSeconds(2));

        JsonNode exchange = report().at("/exchanges/0");

        assertThat(exchange.path("startedAtMillis").asLong()).isEqualTo(3000);
        assertThat(exchange.path("startedAt").asText()).isEqualTo("2023-11-14T22:13:18.000Z");
    }

    @Test
    void aConnectionIsLeasedIdleOrClosed() throws IOException {
        book.lease();
        book.lease().release();
        Book.Lease closed = book.lease().release();
        book.closedSockets.add(closed.connection);

        assertThat(report().path("connections").findValuesAsText("state")).containsExactly("leased", "idle", "closed");
        assertThat(report().at("/totals/connectionsOpen").asLong()).isEqualTo(2);
    }

    @Test
    void aClosedConnectionThatALoopOutlivesSaysWhyItWasClosed() throws IOException {
        Object connection = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, connection);
        book.record(Event.LOOP_STARTED, connection);
        book.record(Event.CONNECTION_CLOSED, connection);

        JsonNode entry = report().at("/connections/0");

        assertThat(entry.path("state").asText()).isEqualTo("closed");
        assertThat(entry.path("closeReason").asText()).isEqualTo("idle");
    }

    @Test
    void whatComesBackAfterAllIsCountedAsLate() throws IOException {
        Book.Lease late = Orders.poll(book);
        Orders.poll(book);
        book.live(Duration.ofMinutes(1));
        report();
        late.eof().close().release();

        JsonNode finding = report().at("/findings/0");

        assertThat(finding.path("returnedLate").asInt()).isOne();
        assertThat(finding.path("count").asInt()).isOne();
    }

    @Test
    void aFindingSaysHowOldItIsOnBothClocks() throws IOException {
        for (int seconds = 1; seconds <= 3; seconds++) {
            book.pass(Duration.ofSeconds(seconds));
            Orders.poll(book).abandon();
        }

        JsonNode finding = report().at("/findings/0");

        assertThat(finding.path("firstSeenAtMillis").asLong()).isEqualTo(1000);
        assertThat(finding.path("lastSeenAtMillis").asLong()).isEqualTo(6000);
        assertThat(finding.path("firstSeenAt").asText()).isEqualTo("2023-11-14T22:13:15.000Z");
        assertThat(finding.path("oldestMillis").asLong()).isEqualTo(5000);
        assertThat(finding.path("advice").asText()).isEqualTo("Close it.");
    }

    @Test
    void aPoolTellsItsLoadAndItsLimits() throws IOException {
        Object pool = book.hold(new Object());
        book.poolLimits(new Inspector.PoolLimits(20, 5, 60_000L));
        Orders.act(() -> book.record(Event.POOL_OPENED, pool));
        book.record(Event.LEASED, book.hold(new Object()), book.hold(new Object()), pool);
        book.record(Event.CONNECTION_OPENED, book.hold(new Object()), pool);
        book.record(Event.WAIT_STARTED, pool);

        JsonNode entry = report().at("/pools/0");

        assertThat(entry.path("leased").asInt()).isEqualTo(1);
        assertThat(entry.path("idle").asInt()).isEqualTo(1);
        assertThat(entry.path("waiting").asInt()).isEqualTo(1);
        assertThat(entry.path("waiters")).hasSize(1);
        assertThat(entry.path("saturatedMillis").asLong(-1)).isZero();
        assertThat(entry.path("max").asInt()).isEqualTo(20);
        assertThat(entry.path("maxPerRoute").asInt()).isEqualTo(5);
        assertThat(entry.path("idleTimeoutMillis").asLong()).isEqualTo(60_000);
        assertThat(entry.path("createdAtMillis").asLong()).isZero();
    }

    @Test
    void cellsAndTotalsCountEveryExchange() throws IOException {
        Orders.poll(book).eof().close().release();
        Orders.poll(book).close().destroy();
        Orders.poll(book);
        book.lease().release();

        JsonNode report = report();

        assertThat(report.at("/totals/exchanges").asLong()).isEqualTo(4);
        assertThat(report.at("/totals/bodies/none").asLong()).isEqualTo(1);
        assertThat(report.path("cells")).hasSize(3);
    }

    @Test
    void anIgnoredCauseIsMarkedAndShown() throws IOException {
        Orders.poll(book).abandon();
        ignore = List.of("com.acme.Orders");

        assertThat(report().at("/findings/0/ignored").asBoolean()).isTrue();
    }

    @Test
    void aTableThatIsCutSaysSo() throws IOException {
        for (int i = 0; i < 1500; i++) {
            Orders.poll(book);
        }

        JsonNode report = report();

        assertThat(report.path("exchanges")).hasSize(1000);
        assertThat(report.path("connections")).hasSize(1000);
        assertThat(truncated(report)).containsExactlyInAnyOrder("connections 1000 of 1500", "exchanges 1000 of 1500");
        assertThat(ReportInvariants.violations(report)).isEmpty();
    }

    @Test
    void aTableThatIsWholeDoesNotSayThatItIsCut() throws IOException {
        for (int i = 0; i < 1000; i++) {
            Orders.pool(book);
            Orders.poll(book);
        }

        assertThat(truncated(report())).isEmpty();
    }

    @Test
    void poolsThatAreCutSaySo() throws IOException {
        for (int i = 0; i < 1200; i++) {
            Orders.pool(book);
        }

        JsonNode report = report();

        assertThat(report.path("pools")).hasSize(1000);
        assertThat(truncated(report)).containsExactly("pools 1000 of 1200");
        assertThat(report.at("/totals/pools").asLong()).isEqualTo(1200);
    }

    @Test
    void stacksThatFoundNoRoomAreCounted() throws IOException {
        for (int path = 0; path < STACKS + 50; path++) {
            Paths.walk(path, 14, () -> Orders.pool(book));
        }
        book.snapshot();
        Orders.poll(book);

        JsonNode report = report();

        int kept = report.path("stacks").size();
        assertThat(truncated(report)).contains("stacks " + kept + " of " + (kept + 51));
        int stack = report.at("/exchanges/0/stack").asInt();
        assertThat(report.path("stacks").path(stack).path(0).asText()).startsWith("connleak.stackTableFull");
        assertThat(ReportInvariants.violations(report)).isEmpty();
    }

    @Test
    void stacksOfWhatIsToldLastAreLeftOutAndCounted() throws IOException {
        for (int path = 0; path < 1000; path++) {
            Paths.walk(path, 10, () -> Orders.poll(book));
            Paths.walk(path, 10, () -> Orders.pool(book));
        }

        JsonNode report = report();

        // Those of the exchanges and of the pools, and what this thread does now.
        assertThat(truncated(report)).containsExactly("stacks 2000 of 2001");
        assertThat(report.path("exchanges").findValues("stack")).noneMatch(JsonNode::isNull);
        assertThat(report.path("pools").findValues("stack"))
                .filteredOn(JsonNode::isNull)
                .hasSize(1);
        assertThat(ReportInvariants.violations(report)).isEmpty();
    }

    @Test
    void threadsOfWhatIsToldLastAreLeftOutAndCounted() throws IOException, InterruptedException {
        for (int i = 0; i < 999; i++) {
            onAThreadOfItsOwn(() -> Orders.poll(book));
        }
        Object connection = Orders.poll(book).connection;
        onAThreadOfItsOwn(() -> book.record(Event.READ, connection));

        JsonNode report = report();

        assertThat(report.path("threads")).hasSize(1000);
        assertThat(truncated(report)).containsExactly("threads 1000 of 1001");
        assertThat(report.at("/exchanges/998/thread").isInt()).isTrue();
        assertThat(report.at("/exchanges/999/thread").isNull()).isTrue();
        assertThat(ReportInvariants.violations(report)).isEmpty();
        assertThat(StrictSchema.load().violations(report)).isEmpty();
    }

    @Test
    void theWorstCausesAreToldAndTheOthersCounted() throws IOException {
        Orders.poll(book).abandon();
        Snapshot snapshot = book.snapshot();

        JsonNode report = report(
                snapshot, Collections.nCopies(1100, Judged.causes(snapshot).get(0)));

        assertThat(report.path("findings")).hasSize(1000);
        assertThat(truncated(report)).containsExactly("findings 1000 of 1100");
    }

    @Test
    void descriptorsThatWereNotAskedAreTold(@TempDir Path process) throws IOException {
        String foreign = "0: 0100007F:C350 0200000A:0400 01 0:0 0:0 0 1000 0 99 1 0 20 4 30 10 -1\n";
        Files.writeString(Files.createDirectory(process.resolve("net")).resolve("tcp"), "headline\n" + foreign);
        Path descriptors = Files.createDirectory(process.resolve("fdinfo"));
        Path first = Files.writeString(descriptors.resolve("0"), "pos:\t0\nino:\t1\n");
        for (int i = 1; i < 10_020; i++) {
            Files.createLink(descriptors.resolve("" + i), first);
        }

        assertThat(Assembled.truncated(book.snapshot(), process.toFile()))
                .extracting(cut -> cut.table + " " + cut.kept + " of " + cut.total)
                .containsExactly("descriptors 10000 of 10020");
    }

    @Test
    void aStackTooLongIsCutAndSaysSo() throws IOException {
        Paths.walk(0, 200, () -> Orders.poll(book));

        JsonNode report = report();

        JsonNode stack =
                report.path("stacks").path(report.at("/exchanges/0/stack").asInt());
        assertThat(stack).hasSize(256);
        assertThat(stack.get(0).asText()).startsWith("com.acme.Orders.poll");
        assertThat(stack.get(255).asText()).startsWith("connleak.framesLeftOut");
        assertThat(truncated(report))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("frames 256 of ");
    }

    @Test
    void everyFindingHasAStackBeforeOneHasASecond() throws IOException {
        for (int path = 0; path < 20; path++) {
            Paths.walk(path, 10, () -> Orders.poll(book).abandon());
        }
        Orders.list(book).abandon();
        Snapshot snapshot = book.snapshot();
        List<Cause> causes = new ArrayList<>(Judged.causes(snapshot));

        assertThat(causes).hasSize(2);
        JsonNode report = report(snapshot, causes);

        assertThat(report.path("findings"))
                .extracting(finding -> finding.at("/stacks/0/stack").asInt())
                .containsExactly(0, 1);
    }

    @Test
    void whatDidNotFitIntoTheLedgerIsCounted() throws IOException {
        book = Book.ofCapacity(30);
        for (int i = 0; i < 100; i++) {
            Orders.poll(book);
        }

        JsonNode report = report();

        assertThat(report.at("/limits/dropped").asLong()).isPositive();
        assertThat(report.path("exchanges").size()).isBetween(1, 30);
    }

    @Test
    void whatAFindingBlamesIsShownBeforeWhatIsOlder() throws IOException {
        for (int i = 0; i < 1500; i++) {
            Orders.list(book);
        }
        Orders.poll(book).abandon();

        JsonNode report = report();

        assertThat(report.at("/findings/0/instances")).hasSize(1);
        assertThat(ReportInvariants.violations(report)).isEmpty();
    }

    @Test
    void instancesOfEveryFindingAreShownHoweverManyTheWorstHas() throws IOException {
        for (int i = 0; i < 1500; i++) {
            Orders.list(book);
        }
        for (int i = 0; i < 3; i++) {
            Orders.poll(book);
        }
        book.live(Duration.ofMinutes(2));

        JsonNode report = report();

        List<String> shown = report.path("exchanges").findValuesAsText("id");
        assertThat(report.path("findings"))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.path("instances"))
                        .isNotEmpty()
                        .extracting(JsonNode::asText)
                        .isSubsetOf(shown));
    }

    @Test
    void aCauseShowsAtMostFiveInstancesAndCountsAll() throws IOException {
        for (int i = 0; i < 20; i++) {
            Orders.poll(book).abandon();
        }

        JsonNode finding = report().at("/findings/0");

        assertThat(finding.path("count").asLong()).isEqualTo(20);
        assertThat(finding.path("connectionsHeld").asLong()).isEqualTo(20);
        assertThat(finding.path("instances")).hasSize(5);
    }

    @Test
    void theSameLedgerGivesTheSameReport() throws IOException {
        everything();

        List<JsonNode> reports = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            reports.add(withoutTheMachine(report()));
        }

        assertThat(reports.get(0)).isEqualTo(reports.get(1));
    }

    @Test
    void socketsOfNoKnownClientAreAPoolForEachPlaceThatConnectsThem() throws IOException {
        Orders.act(() -> Orders.connect(book, new Socket()));
        for (int i = 0; i < 2; i++) {
            Orders.connect(book, new Socket());
        }

        JsonNode report = report();

        assertThat(report.path("pools"))
                .extracting(pool -> pool.path("leased").asInt())
                .containsExactly(1, 2);
        assertThat(report.path("connections")).hasSize(3).allSatisfy(connection -> {
            assertThat(connection.path("state").asText()).isEqualTo("leased");
            assertThat(connection.path("openedAt").isNull()).isFalse();
        });
        int openedBy = report.at("/pools/1/stack").asInt();
        assertThat(report.path("stacks").path(openedBy).get(0).asText()).startsWith("com.acme.Orders.connect");
        assertThat(report.at("/totals/exchanges").asLong()).isZero();
        assertThat(ReportInvariants.violations(report)).isEmpty();
    }

    private static void onAThreadOfItsOwn(Runnable act) throws InterruptedException {
        Thread thread = new Thread(act);
        thread.start();
        thread.join();
    }

    private void everything() {
        Orders.connect(book, new Socket());
        Orders.drop(book, new Socket());
        Object pool = book.hold(new Object());
        Orders.act(() -> book.record(Event.POOL_OPENED, pool));
        book.record(Event.LEASED, book.hold(new Object()), book.hold(new Object()), pool);
        for (int i = 0; i < 6; i++) {
            Orders.poll(book).close().destroy();
            Orders.list(book);
        }
        Orders.poll(book, 1).notKeptAlive().abandon();
        Book.Lease rescued = Orders.poll(book, Book.SILENT).abandon();
        book.sweep();
        rescued.release();
        Object connection = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, connection);
        book.record(Event.LOOP_STARTED, connection);
        book.record(Event.READ, connection);
        book.record(Event.WRITTEN, connection);
        book.live(Duration.ofMinutes(2));
    }

    private static List<String> truncated(JsonNode report) {
        List<String> tables = new ArrayList<>();
        for (JsonNode cut : report.at("/limits/truncated")) {
            tables.add(cut.path("table").asText() + " " + cut.path("kept") + " of " + cut.path("total"));
        }
        return tables;
    }

    /** Sockets of this process that are no business of the ledger's may come and go. */
    private static JsonNode withoutTheMachine(JsonNode report) {
        ((ObjectNode) report).remove("sockets");
        return report;
    }

    private JsonNode report() throws IOException {
        Snapshot snapshot = book.snapshot();
        return report(snapshot, Judged.causes(snapshot));
    }

    private JsonNode report(Snapshot snapshot, List<Cause> causes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportWriter.write(Assembled.report(snapshot, causes, ignore, start, CAPACITY), out);
        return new ObjectMapper().readTree(out.toByteArray());
    }
}
