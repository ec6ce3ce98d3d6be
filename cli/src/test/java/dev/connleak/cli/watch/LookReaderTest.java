package dev.connleak.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class LookReaderTest {

    private static final String REPORT = """
            {
              "time": {"at": "2026-03-01T12:00:05.000Z", "atMillis": 60000, "watchedMillis": 60000},
              "jvm": {"pid": 4711, "mainClass": "com.acme.Main", "host": "web-7"},
              "agent": {"state": "active", "reason": null},
              "coverage": {"clients": [
                {"client": "okhttp", "verdicts": "off", "exchanges": 3},
                {"client": "java-net-http", "verdicts": "off", "exchanges": 0},
                {"client": "apache-httpclient-5", "verdicts": "on", "exchanges": 9}]},
              "limits": {"truncated": [{"table": "connections", "kept": 3, "total": 12}]},
              "totals": {"exchanges": 12, "connectionsOpen": 12},
              "findings": [{
                "fingerprint": "clf1:a", "kind": "body-held", "grade": "likely", "severity": "leak", "ignored": false,
                "count": 4, "openNow": 3, "connectionsHeld": 3, "oldestMillis": 50000,
                "client": "apache-httpclient-5", "route": "http://orders:80",
                "site": {"class": "com.acme.Orders", "method": "poll", "file": "Orders.java", "line": 42},
                "stacks": [{"stack": 0, "count": 4}], "summary": "Held.\\u001b[2J", "advice": "Close it.",
                "instances": ["x1"]}],
              "pools": [
                {"id": "p1", "client": "apache-httpclient-5", "max": 20, "maxPerRoute": 5, "leased": 5, "idle": 1,
                 "waiting": 2, "closed": false},
                {"id": "p2", "client": "apache-httpclient-5", "max": null, "maxPerRoute": null, "leased": 0, "idle": 0,
                 "waiting": 0, "closed": true}],
              "connections": [
                {"id": "c1", "pool": "p1", "route": "http://orders:80", "state": "leased", "tcpState": "CLOSE_WAIT"},
                {"id": "c2", "pool": "p1", "route": "http://orders:80", "state": "idle", "tcpState": "ESTABLISHED"},
                {"id": "c3", "pool": null, "route": "http://prices:80", "state": "leased", "openedAtMillis": 58000,
                 "tcpState": null}],
              "exchanges": [
                {"id": "x0", "connection": "c1", "method": "GET", "url": "http://orders:80/old", "startedAtMillis": 1000,
                 "stack": 1, "body": {"state": "closed-early"}},
                {"id": "x1", "connection": "c1", "method": "GET", "url": "http://orders:80/orders/{}", "thread": 0,
                 "startedAtMillis": 10000, "stack": 0,
                 "body": {"state": "open", "bytesRead": 7, "length": 100, "lastProgressAtMillis": 12000}}],
              "threads": [{"name": "worker-1"}],
              "stacks": [["org.apache.hc.A.b(A.java:1)", "com.acme.Orders.poll(Orders.java:42)"], []]
            }
            """;

    @Test
    void aLeaseIsTheLatestUseOfItsConnection() throws JsonProcessingException {
        Look.Lease lease = read(REPORT).leases().get(0);

        assertThat(lease.connection()).isEqualTo("c1");
        assertThat(lease.request()).isEqualTo("GET /orders/{}");
        assertThat(lease.ageMillis()).isEqualTo(50_000);
        assertThat(lease.quietMillis()).isEqualTo(48_000);
        assertThat(lease.read()).isEqualTo(7);
        assertThat(lease.length()).isEqualTo(100);
        assertThat(lease.line()).isEqualTo("Orders.poll(Orders.java:42)");
        assertThat(lease.frames()).containsExactly("com.acme.Orders.poll(Orders.java:42)");
        assertThat(lease.thread()).isEqualTo("worker-1");
        assertThat(lease.tcp()).isEqualTo("CLOSE_WAIT");
        assertThat(lease.cause()).isEqualTo("clf1:a");
    }

    @Test
    void aConnectionInUseWithoutARequestIsALeaseAsWell() throws JsonProcessingException {
        Look.Lease lease = read(REPORT).leases().get(1);

        assertThat(lease.connection()).isEqualTo("c3");
        assertThat(lease.request()).isEqualTo("no request known");
        assertThat(lease.ageMillis()).isEqualTo(2_000);
        assertThat(lease.quietMillis()).isNull();
        assertThat(lease.cause()).isNull();
        assertThat(lease.tcp()).isEqualTo("?");
    }

    @Test
    void leasesThatTheReportHadNoRoomForAreCounted() throws JsonProcessingException {
        assertThat(read(REPORT).leases()).hasSize(2);
        assertThat(read(REPORT).leasesInAll()).isEqualTo(6);
    }

    @Test
    void aPoolOfOneRouteHasThatRoutesLimit() throws JsonProcessingException {
        assertThat(read(REPORT).pools())
                .first()
                .isEqualTo(new Look.PoolUse("p1", "apache-httpclient-5", "http://orders:80", 5, 5L, 1, 2));
    }

    @Test
    void connectionsOutsideAPoolAreCountedByRouteAndClosedPoolsAreLeftOut() throws JsonProcessingException {
        assertThat(read(REPORT).pools())
                .extracting(Look.PoolUse::id, Look.PoolUse::route, Look.PoolUse::inUse)
                .containsExactly(tuple("p1", "http://orders:80", 5L), tuple("-", "http://prices:80", 1L));
    }

    @Test
    void aClientThatWasUsedAndIsNotJudgedIsNamed() throws JsonProcessingException {
        assertThat(read(REPORT).blind()).containsExactly("okhttp");
    }

    @Test
    void whatAReportSaysIsSafeForATerminal() throws JsonProcessingException {
        assertThat(read(REPORT).causes().get(0).summary()).isEqualTo("Held.\\u001b[2J");
    }

    @Test
    void whatIsMissingIsUnknown() throws JsonProcessingException {
        Look look = read("{}");

        assertThat(look.main()).isEqualTo("?");
        assertThat(look.active()).isFalse();
        assertThat(look.pools()).isEmpty();
        assertThat(look.causes()).isEmpty();
        assertThat(look.leases()).isEmpty();
    }

    private static Look read(String json) throws JsonProcessingException {
        return LookReader.read(new ObjectMapper().readTree(json));
    }
}
