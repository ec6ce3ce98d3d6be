package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PoolTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @Test
    void lastReturnedIsFirstTaken() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxIdleConnectionsPerHost(3));
        List<Response> three = open(transport, server, 3);

        for (Response each : three) {
            each.body().readAllBytes();
        }

        assertThat(open(transport, server, 3))
                .extracting(Response::connectionId)
                .containsExactly(
                        three.get(2).connectionId(),
                        three.get(1).connectionId(),
                        three.get(0).connectionId());
    }

    /** Row 9: TestTransportMaxPerHostIdleConns. */
    @Test
    void newcomerIsClosedWhenItsHostHasEnoughIdle() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        List<Response> four = open(transport, server, 4);

        for (Response each : four) {
            each.body().readAllBytes();
        }

        assertThat(transport.snapshot().idle()).containsEntry(server.key(), 2);
        for (Response refused : four.subList(2, 4)) {
            ConnectionSnapshot ended = Fixture.ended(transport, refused.connectionId());
            assertThat(ended.closeReason()).isEqualTo(CloseReason.TOO_MANY_IDLE_FOR_HOST);
            assertThat(ended.failedCondition()).isEqualTo(ReuseCondition.POOL_ACCEPTS);
        }
    }

    /** Row 97: TestTransportMaxIdleConns. */
    @Test
    void longestIdleIsClosedWhenAllHostsHaveTooMany() throws Exception {
        RawServer one = fixture.hello();
        RawServer other = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxIdleConnections(2));

        long oldest = Fixture.get(transport, one);
        Fixture.get(transport, other);
        List<Response> two = open(transport, other, 2);
        two.get(0).body().readAllBytes();
        two.get(1).body().readAllBytes();

        assertThat(Fixture.ended(transport, oldest).closeReason()).isEqualTo(CloseReason.TOO_MANY_IDLE);
        assertThat(transport.snapshot().idle()).containsOnlyKeys(other.key()).containsEntry(other.key(), 2);
    }

    @Test
    void idleConnectionIsClosedAfterItsTime() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.idleTimeout(Duration.ofMillis(100)));

        long began = System.nanoTime();
        long id = Fixture.get(transport, server);
        ConnectionSnapshot ended = Fixture.ended(transport, id);

        assertThat(ended.closeReason()).isEqualTo(CloseReason.IDLE_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void leasedConnectionDoesNotAge() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.idleTimeout(Duration.ofMillis(50)));
        Fixture.get(transport, server);
        Response held = transport.roundTrip(Request.get(server.uri()));

        long witness = Fixture.get(transport, server);

        assertThat(Fixture.ended(transport, witness).closeReason()).isEqualTo(CloseReason.IDLE_TIMEOUT);
        assertThat(transport.snapshot().connections())
                .extracting(ConnectionSnapshot::id)
                .containsExactly(held.connectionId());
    }

    @Test
    void connectionThatSleptWithItsMachineIsNotUsedAgain() throws Exception {
        RawServer server = fixture.hello();
        HandClock clock = new HandClock();
        Transport transport = fixture.transport(builder -> builder.clock = clock);
        long slept = Fixture.get(transport, server);

        clock.advance(Duration.ofSeconds(91));
        long fresh = Fixture.get(transport, server);

        assertThat(fresh).isNotEqualTo(slept);
        assertThat(Fixture.ended(transport, slept).closeReason()).isEqualTo(CloseReason.IDLE_TIMEOUT);
    }

    @Test
    void serverThatClosesAnIdleConnectionRemovesItAtOnce() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        long id = Fixture.get(transport, server);

        server.peer(0).close();

        assertThat(Fixture.ended(transport, id).closeReason()).isEqualTo(CloseReason.SERVER_CLOSED_IDLE);
        assertThat(transport.snapshot().idle()).isEmpty();
    }

    @Test
    void serverThatSpeaksOnAnIdleConnectionLosesIt() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        long id = Fixture.get(transport, server);

        server.peer(0).write("HTTP/1.1 200 OK\r\n\r\n");

        assertThat(Fixture.ended(transport, id).closeReason()).isEqualTo(CloseReason.UNSOLICITED_RESPONSE);
    }

    @Test
    void requestTimeoutOnAnIdleConnectionIsAnOrdinaryClose() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        long id = Fixture.get(transport, server);

        server.peer(0).write("HTTP/1.1 408 Request Timeout\r\n\r\n");

        assertThat(Fixture.ended(transport, id).closeReason()).isEqualTo(CloseReason.SERVER_CLOSED_IDLE);
    }

    @Test
    void surplusBytesBehindABodyKeepTheConnectionOutOfThePool() throws Exception {
        RawServer server = fixture.server(RawServer.always(Fixture.HELLO + "HTTP/1.1 200 OK\r\n\r\n"));
        Transport transport = fixture.transport();

        long id = Fixture.get(transport, server);

        assertThat(Fixture.ended(transport, id).failedCondition()).isEqualTo(ReuseCondition.NOTHING_UNREAD);
    }

    /** Row 76: TestTransportCloseIdleConnsThenReturn. */
    @Test
    void closingIdleConnectionsSparesThoseInUseUntilTheirReturn() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        List<Response> two = open(transport, server, 2);
        two.get(0).body().readAllBytes();

        transport.closeIdleConnections();

        assertThat(Fixture.ended(transport, two.get(0).connectionId()).closeReason())
                .isEqualTo(CloseReason.IDLE_CLOSED);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.BODY);
        two.get(1).body().readAllBytes();
        assertThat(Fixture.ended(transport, two.get(1).connectionId()).closeReason())
                .isEqualTo(CloseReason.CLOSE_IDLE_CALLED);
    }

    /** Row 76: TestTransportCloseIdleConnsThenReturn. */
    @Test
    void requestAfterClosingIdleConnectionsLetsThemReturnAgain() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Response held = transport.roundTrip(Request.get(server.uri()));
        transport.closeIdleConnections();
        Fixture.get(transport, server);

        held.body().readAllBytes();

        assertThat(transport.snapshot().idle()).containsEntry(server.key(), 2);
    }

    @Test
    void noIdleConnectionIsKeptWhereNoneMayBe() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxIdleConnectionsPerHost(-1));

        long id = Fixture.get(transport, server);

        assertThat(Fixture.ended(transport, id).closeReason()).isEqualTo(CloseReason.KEEP_ALIVES_DISABLED);
    }

    @Test
    void closedTransportRefusesRequestsAndEndsLeases() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        long leased = transport.roundTrip(Request.get(server.uri())).connectionId();

        transport.close();

        assertThat(Fixture.ended(transport, leased).closeReason()).isEqualTo(CloseReason.TRANSPORT_CLOSED);
        assertThatThrownBy(() -> Fixture.get(transport, server)).isInstanceOf(TransportClosedException.class);
    }

    private static List<Response> open(Transport transport, RawServer server, int count) throws IOException {
        List<Response> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            open.add(transport.roundTrip(Request.get(server.uri())));
        }
        return open;
    }
}
