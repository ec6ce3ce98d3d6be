package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepAliveTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 2: TestTransportKeepAlives. */
    @ParameterizedTest(name = "disabled {0}")
    @CsvSource({"false, 1", "true, 2"})
    void requestsShareAConnectionUnlessKeepAliveIsOff(boolean disabled, int connections) throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> {
            if (disabled) {
                builder.disableKeepAlives();
            }
        });

        Fixture.get(transport, server);
        Fixture.get(transport, server);

        assertThat(server.accepted()).isEqualTo(connections);
    }

    /** Row 8: TestTransportReadToEndReusesConn. */
    @ParameterizedTest
    @ValueSource(
            strings = {Fixture.HELLO, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n0\r\n\r\n"})
    void readingToTheEndIsEnoughForReuse(String answer) throws Exception {
        RawServer server = fixture.server(RawServer.always(answer));
        Transport transport = fixture.transport();

        for (int i = 0; i < 3; i++) {
            Fixture.get(transport, server);
            assertThat(transport.snapshot().idle()).containsEntry(server.key(), 1);
        }

        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Row 3: TestTransportConnectionCloseOnResponse. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n"
            })
    void responseThatWantsCloseIsTheLast(String answer) throws Exception {
        RawServer server = fixture.server(RawServer.always(answer));
        Transport transport = fixture.transport();

        long first = Fixture.get(transport, server);
        long second = Fixture.get(transport, server);

        assertThat(second).isNotEqualTo(first);
        for (long each : new long[] {first, second}) {
            assertThat(Fixture.ended(transport, each).failedCondition()).isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
        }
    }

    /** Row 4: TestTransportConnectionCloseOnRequest. */
    @Test
    void requestThatWantsCloseIsTheLastEvenIfTheServerStays() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
            closed.complete(peer.ended());
        });
        Transport transport = fixture.transport();

        Response response =
                transport.roundTrip(Request.builder(server.uri()).close().build());
        response.body().readAllBytes();

        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
        assertThat(server.nextRequest()).contains("\r\nConnection: close\r\n");
        assertThat(closed.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Fixture.get(transport, server)).isNotEqualTo(response.connectionId());
    }

    @Test
    void oldServerThatKeepsAliveIsReused() throws Exception {
        RawServer server = fixture.server(
                RawServer.always("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"));
        Transport transport = fixture.transport();

        assertThat(Fixture.get(transport, server)).isEqualTo(Fixture.get(transport, server));
    }

    /**
     * Rows 5, 6: TestTransportConnectionCloseOnRequestDisableKeepAlive, TestTransportRespectRequestWantsClose.
     */
    @ParameterizedTest(name = "transport {0}, request {1}, header {2}")
    @CsvSource({
        "false,false,false",
        "true,false,false",
        "false,true,false",
        "true,true,false",
        "true,true,true",
        "false,true,true"
    })
    void closeIsAnnouncedOnce(boolean byTransport, boolean byRequest, boolean byHeader) throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> {
            if (byTransport) {
                builder.disableKeepAlives();
            }
        });
        RequestBuilder request = Request.builder(server.uri());
        if (byRequest) {
            request.close();
        }
        if (byHeader) {
            request.header("connection", "close");
        }

        transport.roundTrip(request.build()).body().readAllBytes();

        String head = server.nextRequest();
        assertThat(head.split("onnection: close", -1)).hasSize(byTransport || byRequest || byHeader ? 2 : 1);
    }

    @Test
    void switchOfProtocolsIsNotAskedToClose() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(TransportBuilder::disableKeepAlives);

        transport
                .roundTrip(Request.builder(server.uri())
                        .header("Connection", "Upgrade")
                        .header("Upgrade", "other")
                        .build())
                .close();

        assertThat(server.nextRequest()).contains("\r\nConnection: Upgrade\r\n").doesNotContain("close");
    }

    @Test
    void serverThatEndsInsteadOfAnsweringIsTold() throws Exception {
        RawServer server = fixture.server(Peer::readRequest);
        Transport transport = fixture.transport();

        assertThatThrownBy(() -> Fixture.get(transport, server)).isInstanceOf(NoResponseException.class);
        assertThat(Fixture.ended(transport, 1).uses()).isEqualTo(1);
    }

    @Test
    void malformedHeadCostsTheConnection() throws Exception {
        RawServer server = fixture.server(RawServer.always("SSH-2.0-OpenSSH\r\n\r\n"));
        Transport transport = fixture.transport();

        assertThatThrownBy(() -> Fixture.get(transport, server)).isInstanceOf(MalformedResponseException.class);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.NOT_REUSABLE);
    }
}
