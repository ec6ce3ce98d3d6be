package dev.connleak.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a report as JSON, key by key: with data binding, start-up and memory would be the application's to pay. */
public final class ReportWriter {
    private static final int ONE_LINE_A_FIELD = 3;
    private static final int ONE_LINE_A_ROW = 2;

    private final JsonFields json;

    private ReportWriter(JsonFields json) {
        this.json = json;
    }

    /** Writes the whole document in UTF-8, flushes {@code out} and leaves it open. */
    public static void write(Report report, OutputStream out) throws IOException {
        JsonFields json = new JsonFields(out);
        new ReportWriter(json).document(report);
        json.end();
    }

    private void document(Report report) throws IOException {
        json.lines(ONE_LINE_A_FIELD);
        json.open();
        json.text("$schema", ReportSchema.ID);
        json.text("schemaVersion", ReportSchema.SCHEMA_VERSION);
        json.flag("complete", report.complete);
        run(report.run);
        watch(report.watch);
        totals(report.totals);
        cells(report.cells);
        new FindingWriter(json).findings(report.findings);
        json.lines(ONE_LINE_A_ROW);
        history(report.history);
        pools(report.pools);
        connections(report.connections);
        exchanges(report.exchanges);
        threads(report.threads);
        stacks(report.stacks);
        json.lines(ONE_LINE_A_FIELD);
        sockets(report);
        json.close();
    }

    private void run(Run run) throws IOException {
        json.open("tool");
        json.text("name", "connleak");
        json.text("version", run.toolVersion);
        json.close();
        json.text("trigger", run.trigger.name);
        json.number("sequence", run.trigger.sequence);
        json.time("countsSince", run.trigger.countsSince);
        json.open("time");
        json.moment("at", run.time.at);
        json.number("jvmUptimeMillis", run.time.jvmUptimeMillis);
        json.number("watchedMillis", run.time.watchedMillis);
        json.text("mode", run.time.mode);
        json.close();
        json.open("jvm");
        json.text("instance", run.jvm.instance);
        json.moment("startedAt", run.jvm.startedAt);
        json.number("pid", run.jvm.pid);
        json.text("vendor", run.jvm.vendor);
        json.text("version", run.jvm.version);
        json.text("mainClass", run.jvm.mainClass);
        json.text("host", run.jvm.host);
        json.close();
        json.texts("labels", run.labels);
    }

    private void watch(Watch watch) throws IOException {
        json.open("agent");
        json.text("state", watch.agent.state);
        json.time("since", watch.agent.since);
        json.text("reason", watch.agent.reason);
        json.number("internalErrors", watch.agent.internalErrors);
        json.text("selfTest", watch.agent.selfTest);
        json.close();
        config(watch.config);
        coverage(watch.coverage);
        json.open("gc");
        json.number("collectionsSeen", watch.gc.collectionsSeen);
        json.moment("lastAt", watch.gc.lastAt);
        json.flag("requestedAtExit", watch.gc.requestedAtExit);
        json.flag("honoured", watch.gc.honoured);
        json.number("millis", watch.gc.millis);
        json.close();
        limits(watch.limits);
    }

    private void config(Watch.Config config) throws IOException {
        json.open("config");
        json.openList("options");
        for (Watch.Option option : config.options) {
            json.open();
            json.text("name", option.name);
            json.text("value", option.value);
            json.text("from", option.from);
            json.close();
        }
        json.closeList();
        json.texts("problems", config.problems);
        json.close();
    }

    private void coverage(List<Watch.ClientCoverage> clients) throws IOException {
        json.open("coverage");
        json.openList("clients");
        for (Watch.ClientCoverage client : clients) {
            json.open();
            json.text("client", client.client);
            json.text("version", client.version);
            json.text("state", client.state);
            json.onOff("verdicts", client.verdicts);
            json.flag("relocated", client.relocated);
            json.number("exchanges", client.exchanges);
            json.texts("missing", client.missing);
            json.close();
        }
        json.closeList();
        json.close();
    }

    private void limits(Watch.Limits limits) throws IOException {
        json.open("limits");
        json.text("level", limits.level);
        json.number("capacity", limits.capacity);
        json.number("dropped", limits.dropped);
        json.openList("truncated");
        for (Watch.Truncated truncated : limits.truncated) {
            json.open();
            json.text("table", truncated.table);
            json.number("kept", truncated.kept);
            json.number("total", truncated.total);
            json.close();
        }
        json.closeList();
        json.close();
    }

    private void totals(Totals totals) throws IOException {
        json.open("totals");
        json.number("pools", totals.pools);
        json.number("connectionsOpened", totals.connectionsOpened);
        json.number("connectionsOpen", totals.connectionsOpen);
        json.number("exchanges", totals.exchanges);
        json.number("exchangesOnReusedConnection", totals.exchangesOnReusedConnection);
        json.open("bodies");
        json.number("none", totals.bodies.none);
        json.number("open", totals.bodies.open);
        json.number("readToEof", totals.bodies.readToEof);
        json.number("readToEofNotClosed", totals.bodies.readToEofNotClosed);
        json.number("closedEarly", totals.bodies.closedEarly);
        json.number("abandoned", totals.bodies.abandoned);
        json.close();
        json.close();
    }

    private void cells(List<Cell.Count> cells) throws IOException {
        json.lines(ONE_LINE_A_ROW);
        json.openList("cells");
        for (Cell.Count count : cells) {
            json.open();
            json.text("client", count.client);
            json.onOff("keepAlive", count.cell.keepAlive);
            json.flag("readToEof", count.cell.readToEof);
            json.flag("closed", count.cell.closed);
            json.number("exchanges", count.exchanges);
            json.close();
        }
        json.closeList();
        json.lines(ONE_LINE_A_FIELD);
    }

    private void history(List<HistoryPoint> points) throws IOException {
        json.openList("history");
        for (HistoryPoint point : points) {
            json.open();
            json.number("atMillis", point.atMillis);
            json.openList("pools");
            for (HistoryPoint.PoolLoad load : point.pools) {
                json.open();
                json.text("pool", load.pool);
                json.number("leased", load.leased);
                json.number("idle", load.idle);
                json.number("waiting", load.waiting);
                json.close();
            }
            json.closeList();
            json.openList("causes");
            for (HistoryPoint.OpenCause cause : point.causes) {
                json.open();
                json.text("fingerprint", cause.fingerprint);
                json.number("open", cause.open);
                json.close();
            }
            json.closeList();
            json.close();
        }
        json.closeList();
    }

    private void pools(List<Pool> pools) throws IOException {
        json.openList("pools");
        for (Pool pool : pools) {
            json.open();
            json.text("id", pool.id);
            json.text("client", pool.client);
            json.moment("createdAt", pool.createdAt);
            json.number("stack", pool.stack);
            json.onOff("keepAlive", pool.keepAlive);
            json.number("max", pool.max);
            json.number("maxPerRoute", pool.maxPerRoute);
            json.number("idleTimeoutMillis", pool.idleTimeoutMillis);
            json.number("leased", pool.leased);
            json.number("idle", pool.idle);
            json.number("waiting", pool.waiting);
            json.numbers("waiters", pool.waiters);
            json.number("saturatedMillis", pool.saturatedMillis);
            json.flag("closed", pool.closed);
            json.close();
        }
        json.closeList();
    }

    private void connections(List<ConnectionEntry> connections) throws IOException {
        json.openList("connections");
        for (ConnectionEntry connection : connections) {
            json.open();
            json.text("id", connection.id);
            json.text("pool", connection.pool);
            json.text("route", connection.route);
            json.text("local", connection.local);
            json.text("remote", connection.remote);
            json.moment("openedAt", connection.openedAt);
            json.flag("adopted", connection.adopted);
            json.text("state", connection.state);
            json.number("uses", connection.uses);
            json.number("reader", connection.reader);
            json.moment("readerAt", connection.readerAt);
            json.number("writer", connection.writer);
            json.moment("writerAt", connection.writerAt);
            json.numbers("loopThreads", connection.loopThreads);
            json.text("tcpState", connection.tcpState);
            json.number("unreadBytes", connection.unreadBytes);
            json.text("closeReason", connection.closeReason);
            json.close();
        }
        json.closeList();
    }

    private void exchanges(List<ExchangeEntry> exchanges) throws IOException {
        json.openList("exchanges");
        for (ExchangeEntry exchange : exchanges) {
            json.open();
            json.text("id", exchange.id);
            json.text("connection", exchange.connection);
            json.text("method", exchange.method);
            json.text("url", exchange.url);
            json.number("status", exchange.status);
            json.number("thread", exchange.thread);
            json.moment("startedAt", exchange.startedAt);
            json.number("stack", exchange.stack);
            json.open("body");
            json.text("state", exchange.body.state);
            json.text("framing", exchange.body.framing);
            json.number("bytesRead", exchange.body.bytesRead);
            json.number("length", exchange.body.length);
            json.moment("lastProgressAt", exchange.body.lastProgressAt);
            json.close();
            json.close();
        }
        json.closeList();
    }

    private void threads(List<ThreadEntry> threads) throws IOException {
        json.openList("threads");
        for (ThreadEntry thread : threads) {
            json.open();
            json.text("name", thread.name);
            json.text("id", thread.id);
            json.flag("virtual", thread.virtual);
            json.text("state", thread.state);
            json.number("stack", thread.stack);
            json.close();
        }
        json.closeList();
    }

    private void stacks(List<List<String>> stacks) throws IOException {
        json.openList("stacks");
        for (List<String> stack : stacks) {
            json.openList();
            json.texts(stack);
            json.closeList();
        }
        json.closeList();
    }

    private void sockets(Report report) throws IOException {
        json.open("sockets");
        if (report.untracked == null) {
            json.none("untracked");
        } else {
            json.openList("untracked");
            for (UntrackedSocket socket : report.untracked) {
                json.open();
                json.text("local", socket.local);
                json.text("remote", socket.remote);
                json.text("tcpState", socket.tcpState);
                json.number("count", socket.count);
                json.close();
            }
            json.closeList();
        }
        json.close();
    }
}
