package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that wait in the pool: who takes them, and what ends them. */
class IdleTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Rows 7, 219: TestTransportIdleCacheKeys, TestCloseIdleConnections. */
    @Test
    void closingIdleConnectionsLeavesNoKeyAndTheNextRequestDials() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        long first = Fixture.get(transport, server);
        assertThat(transport.snapshot().idle()).containsOnlyKeys("|http|127.0.0.1:" + server.port());

        transport.closeIdleConnections();

        assertThat(transport.snapshot().idle()).isEmpty();
        assertThat(Fixture.get(transport, server)).isNotEqualTo(first);
    }

    /** Rows 13, 79: TestTransportRemovesDeadIdleConnections, TestTransportRemovesConnsAfterBroken. */
    @ParameterizedTest(name = "by reset {0}")
    @ValueSource(booleans = {false, true})
    void connectionThatDiesIdleFreesItsSlot(boolean byReset) throws Exception {
        RawServer server = fixture.hello();
        Transport transport =
                fixture.transport(builder -> builder.maxConnectionsPerHost(1).maxIdleConnections(1));
        long dead = Fixture.get(transport, server);

        if (byReset) {
            server.peer(0).reset();
        } else {
            server.peer(0).close();
        }
        Eventually.await("its key is gone", () -> transport.snapshot().idle().isEmpty());

        Request post = Request.builder(server.uri())
                .method("POST", RequestBody.of(new byte[] {'x'}))
                .build();
        try (Response response = transport.roundTrip(post)) {
            assertThat(response.connectionId()).isNotEqualTo(dead);
            response.body().readAllBytes();
        }
    }

    /** Row 14: TestTransportServerClosingUnexpectedly. */
    @Test
    void requestAfterAllIdleConnectionsWereAbortedSucceeds() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        long aborted = Fixture.get(transport, server);

        server.peer(0).reset();

        assertThat(Fixture.get(transport, server)).isNotEqualTo(aborted);
    }

    /** Row 15: TestStressSurpriseServerCloses. */
    @Test
    void everyRequestToAServerThatClosesAfterItsAnswerReturns() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
        });
        Transport transport = fixture.transport();
        CompletableFuture<?>[] workers = new CompletableFuture<?>[8];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = CompletableFuture.runAsync(() -> {
                for (int sent = 0; sent < 25; sent++) {
                    try {
                        Fixture.get(transport, server);
                    } catch (IOException e) {
                        // What counts is that it returns: the server breaks its promise at any time.
                        continue;
                    }
                }
            });
        }

        CompletableFuture.allOf(workers).get(60, TimeUnit.SECONDS);
    }

    /** Row 69: TestTransportIssue10457. */
    @Test
    void closeRightAfterAnAnswerLeavesNoLoop() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
        });
        Transport transport = fixture.transport();

        Fixture.get(transport, server);

        Eventually.await("no loop is left", () -> transport.snapshot().ended() == 1);
    }

    /** Rows 78, 98: TestTransportRemovesConnsAfterIdle, TestTransportIdleConnTimeout. */
    @Test
    void useBeginsTheIdleTimeAnew() throws Exception {
        RawServer server = fixture.hello();
        HandClock clock = new HandClock();
        Transport transport = fixture.transport(builder -> {
            builder.idleTimeout(Duration.ofMinutes(10)).maxConnectionsPerHost(1).maxIdleConnections(1);
            builder.clock = clock;
        });
        long first = Fixture.get(transport, server);

        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofMinutes(9));
            assertThat(Fixture.get(transport, server)).isEqualTo(first);
        }
        clock.advance(Duration.ofMinutes(10));

        assertThat(Fixture.get(transport, server)).isNotEqualTo(first);
        assertThat(Fixture.ended(transport, first).closeReason()).isEqualTo(CloseReason.IDLE_TIMEOUT);
    }

    /** Row 64: TestIdleConnChannelLeak. */
    @ParameterizedTest(name = "keep-alive {0}")
    @ValueSource(booleans = {true, false})
    void hostsThatWereAskedOnceLeaveNothingWaiting(boolean keepAlive) throws Exception {
        Transport transport = fixture.transport(builder -> {
            if (!keepAlive) {
                builder.disableKeepAlives();
            }
        });

        for (int i = 0; i < 5; i++) {
            Fixture.get(transport, fixture.hello());
        }

        assertThat(transport.snapshot().waiting()).isEmpty();
        assertThat(transport.snapshot().tickets()).isEmpty();
    }

    /** Row 128: TestTransportPoolConnReusePriorConnection. */
    @Test
    void finishedRequestLeavesItsConnectionToTheNext() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();

        assertThat(Fixture.get(transport, server)).isEqualTo(Fixture.get(transport, server));
        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Row 129: TestTransportPoolConnCannotReuseConnectionInUse. */
    @Test
    void connectionInUseIsNotShared() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Response first = transport.roundTrip(Request.get(server.uri()));

        assertThat(Fixture.get(transport, server)).isNotEqualTo(first.connectionId());
        assertThat(server.accepted()).isEqualTo(2);
    }
}
