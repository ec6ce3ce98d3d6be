package dev.connleak.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two reports that stand for all: one with every field set, one with every field unknown that can be. */
final class SampleReports {
    private static final long AGENT_START = 1_700_000_000_000L;

    private SampleReports() {}

    static Report full() {
        Report.Draft report = new Report.Draft(run("orders"), watch(), totals());
        report.complete = true;
        report.cells = List.of(
                new Cell.Count("apache-httpclient-5", new Cell(true, false, false), 20),
                new Cell.Count("apache-httpclient-5", new Cell(true, true, true), 37));
        report.findings = List.of(finding());
        report.history = List.of(new HistoryPoint(
                60_000,
                List.of(new HistoryPoint.PoolLoad("p1", 20, 0, 1)),
                List.of(new HistoryPoint.OpenCause("clf1:9f2c000000000001", 20))));
        report.pools = List.of(pool());
        report.connections = List.of(connection());
        report.exchanges = List.of(exchange());
        report.threads = List.of(
                new ThreadEntry("orders-1", "17", false, "WAITING", 1),
                new ThreadEntry("orders-{}", "204", true, null, null));
        report.stacks = List.of(
                List.of("org.apache.hc.Client.execute(Client.java:10)", "com.acme.Orders.poll(Orders.java:42)"),
                List.of("java.lang.Object.wait(Native Method)"));
        report.untracked = List.of(
                new UntrackedSocket("127.0.0.1:50001", "[::1]:5432", "ESTABLISHED", 1),
                new UntrackedSocket(null, "10.0.0.7:80", "CLOSE_WAIT", 12));
        return report.finish();
    }

    static Report bare() {
        Moment start = at(0);
        Run run = new Run(
                "0.1.0",
                new Run.Trigger("start", 0, start),
                new Run.Time(start, null, 0, "attach"),
                new Run.Jvm("00000000-0000-4000-8000-000000000002", null, null, null, null, null, null),
                Collections.emptyMap());
        Watch watch = new Watch(
                new Watch.AgentState("active", start, null, 0, "skipped"),
                new Watch.Config(List.of(), List.of()),
                List.of(new Watch.ClientCoverage("okhttp", null, "not-loaded", null, null, 0, List.of())),
                new Watch.Gc(null, null, false, null, null),
                new Watch.Limits("counts", 0, 0, List.of()));
        Report.Draft report =
                new Report.Draft(run, watch, new Totals(1, 1, 1, 1, 0, new Totals.Bodies(1, 0, 0, 0, 0, 0)));
        report.cells = List.of(new Cell.Count(null, new Cell(null, null, null), 1));
        Finding.Draft finding = new Finding.Draft(
                "clf1:9f2c000000000002", "lease-held", "leak", "suspect", start, start, "A lease is held.");
        finding.count = 1;
        report.findings = List.of(finding.finish());
        report.pools = List.of(new Pool.Draft("p1").finish());
        report.connections = List.of(new ConnectionEntry.Draft("c1", "idle").finish());
        report.exchanges = List.of(
                new ExchangeEntry.Draft("x1", start, new ExchangeEntry.Body("none", null, null, null, null)).finish());
        return report.finish();
    }

    static Report withLabel(String name, String value) {
        return new Report.Draft(run(Map.of(name, value)), watch(), totals()).finish();
    }

    static Report ofService(String service) {
        return new Report.Draft(run(service), watch(), totals()).finish();
    }

    static Report ofInterval(int sequence) {
        return new Report.Draft(run(new Run.Trigger("interval", sequence, at(0)), Map.of()), watch(), totals())
                .finish();
    }

    static Moment at(long sinceStartMillis) {
        return new Moment(AGENT_START + sinceStartMillis, sinceStartMillis);
    }

    private static Run run(String service) {
        return run(Map.of("service", service));
    }

    private static Run run(Map<String, String> labels) {
        return run(new Run.Trigger("exit", 3, at(0)), labels);
    }

    private static Run run(Run.Trigger trigger, Map<String, String> labels) {
        return new Run(
                "0.1.0",
                trigger,
                new Run.Time(at(90_000), 91_000L, 90_000, "premain"),
                new Run.Jvm(
                        "00000000-0000-4000-8000-000000000001",
                        at(-1_000),
                        4711L,
                        "Eclipse Adoptium",
                        "17.0.15",
                        "com.acme.Main",
                        "shop-1"),
                labels);
    }

    private static Watch watch() {
        return new Watch(
                new Watch.AgentState("off-by-errors", at(80_005), "ten internal errors", 10, "passed"),
                new Watch.Config(
                        List.of(
                                new Watch.Option("report", "leaks/", "argument"),
                                new Watch.Option("reportEvery", null, "default")),
                        List.of("option heldAftr (argument) is unknown; did you mean heldAfter?")),
                List.of(new Watch.ClientCoverage(
                        "apache-httpclient-5", "5.4.1", "partial", true, false, 57, List.of("com.acme.Body.close"))),
                new Watch.Gc(4L, at(70_120), true, true, 35L),
                new Watch.Limits("stacks", 100_000, 0, List.of(new Watch.Truncated("connections", 1, 20))));
    }

    private static Totals totals() {
        return new Totals(1, 20, 20, 57, 37, new Totals.Bodies(1, 8, 30, 5, 1, 12));
    }

    private static Finding finding() {
        Finding.Draft finding = new Finding.Draft(
                "clf1:9f2c000000000001",
                "body-abandoned",
                "leak",
                "proven",
                at(1_000),
                at(80_000),
                "Orders.poll drops response bodies that are neither read to their end nor closed.");
        Map<String, Long> byKind = new LinkedHashMap<>();
        byKind.put("body-abandoned", 12L);
        byKind.put("body-held", 8L);
        finding.byKind = byKind;
        finding.reasons = List.of("the body was collected while its lease was open");
        finding.count = 20;
        finding.openNow = 20;
        finding.connectionsHeld = 20;
        finding.returnedLate = 1;
        finding.rescued = 2;
        finding.oldestMillis = 89_000L;
        finding.client = "apache-httpclient-5";
        finding.route = "http://orders:8080";
        finding.cell = new Cell(true, false, false);
        finding.outcome = "held";
        finding.site = new Finding.Site("com.acme.Orders", "poll", "Orders.java", 42, "cls1:00000000000000aa");
        finding.siteExchanges = 57L;
        finding.stacks = List.of(new Finding.StackCount(0, 20));
        finding.through = List.of("org.springframework.web.client.RestTemplate");
        finding.owner = new Finding.Owner("application", "orders", "1.2");
        finding.known = new Finding.Known("HTTPCLIENT-1", "https://issues.example/HTTPCLIENT-1", "5.5");
        finding.holders = List.of(new Finding.Holder(0, 1));
        finding.lastTouch = new Finding.LastTouch(1, null, at(1_500));
        finding.submitter = 0;
        finding.advice = "Close the response in try-with-resources.";
        finding.instances = List.of("x1", "c9");
        return finding.finish();
    }

    private static Pool pool() {
        Pool.Draft pool = new Pool.Draft("p1");
        pool.client = "apache-httpclient-5";
        pool.createdAt = at(500);
        pool.stack = 0;
        pool.keepAlive = true;
        pool.max = 20;
        pool.maxPerRoute = 20;
        pool.idleTimeoutMillis = 60_000L;
        pool.leased = 20;
        pool.idle = 0;
        pool.waiting = 1;
        pool.waiters = List.of(0);
        pool.saturatedMillis = 9_000L;
        return pool.finish();
    }

    private static ConnectionEntry connection() {
        ConnectionEntry.Draft connection = new ConnectionEntry.Draft("c1", "leased");
        connection.pool = "p1";
        connection.route = "http://orders:8080";
        connection.local = "127.0.0.1:50000";
        connection.remote = "127.0.0.1:8080";
        connection.openedAt = at(900);
        connection.adopted = true;
        connection.uses = 3L;
        connection.reader = 0;
        connection.readerAt = at(1_400);
        connection.writer = 1;
        connection.writerAt = at(1_300);
        connection.loopThreads = List.of(0, 1);
        connection.tcpState = "CLOSE_WAIT";
        connection.unreadBytes = 1000L;
        connection.closeReason = "evicted";
        return connection.finish();
    }

    private static ExchangeEntry exchange() {
        ExchangeEntry.Draft exchange = new ExchangeEntry.Draft(
                "x1", at(1_000), new ExchangeEntry.Body("abandoned", "chunked", 512L, 2048L, at(1_400)));
        exchange.connection = "c1";
        exchange.method = "GET";
        exchange.url = "http://orders:8080/orders/{}?…";
        exchange.status = 200;
        exchange.thread = 0;
        exchange.stack = 0;
        return exchange.finish();
    }
}
