package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterimResponsesTest {

    private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    private final List<String> told = new ArrayList<>();

    /** Row 57: TestTransportReading100Continue. */
    @Test
    void unsolicitedContinuesDoNotComeBetweenRequestAndResponse() throws Exception {
        RawServer server = fixture.server(peer -> {
            for (String request = peer.readRequest(); request != null; request = peer.readRequest()) {
                String number = request.substring(request.indexOf("Number: ") + 8, request.indexOf("Number: ") + 9);
                peer.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + number);
            }
        });
        Transport transport = fixture.transport();

        for (int i = 0; i < 5; i++) {
            Response response = transport.roundTrip(Request.builder(server.uri())
                    .header("Number", Integer.toString(i))
                    .build());
            assertThat(response.status()).isEqualTo(200);
            assertThat(Fixture.text(response.body())).isEqualTo(Integer.toString(i));
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Rows 58, 225: TestTransportIgnore1xxResponses, TestEarlyHintsRequest. */
    @Test
    void interimResponsesAreToldAndPassedOver() throws Exception {
        RawServer server = fixture.server(
                RawServer.always("HTTP/1.1 123 OneTwoThree\r\nFoo: bar\r\n\r\n" + HINTS + HINTS + Fixture.HELLO));
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(told(server));

        assertThat(response.status()).isEqualTo(200);
        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
        assertThat(told)
                .containsExactly(
                        "123 Foo: bar\n",
                        "103 Link: </style.css>; rel=preload\n",
                        "103 Link: </style.css>; rel=preload\n");
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    /** Row 59: TestTransportLimits1xxResponses. */
    @Test
    void untoldInterimResponsesShareTheLimitOfTheHead() throws Exception {
        RawServer flood = fixture.server(InterimResponsesTest::flood);
        Transport transport = fixture.transport(builder -> builder.maxResponseHeaderBytes(1000));

        assertThatThrownBy(() -> Fixture.get(transport, flood))
                .isInstanceOfSatisfying(ResponseHeadersTooLargeException.class, e -> {
                    assertThat(e.reason())
                            .startsWith("server response headers exceeded 1000 bytes; aborted after ")
                            .endsWith(" interim responses");
                    assertThat(e.route()).isEqualTo(flood.route());
                });
        assertThat(Fixture.ended(transport, 1).state()).isEqualTo(ConnectionState.CLOSED);
    }

    /** Row 60: TestTransportDoesNotLimitDelivered1xxResponses. */
    @Test
    void toldInterimResponsesCostNothingOfTheLimit() throws Exception {
        RawServer server = fixture.server(RawServer.always(
                ("HTTP/1.1 102 Processing\r\nX: " + "x".repeat(100) + "\r\n\r\n").repeat(50) + Fixture.HELLO));
        Transport transport = fixture.transport(builder -> builder.maxResponseHeaderBytes(1000));

        Response response = transport.roundTrip(told(server));

        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
        assertThat(told).hasSize(50);
    }

    @ParameterizedTest(name = "unchecked {0}")
    @ValueSource(booleans = {false, true})
    void failureOfTheListenerFailsTheRequest(boolean unchecked) throws Exception {
        RawServer server = fixture.server(RawServer.always(HINTS + Fixture.HELLO));
        Transport transport = fixture.transport();
        IOException checked = new IOException("no, thanks");
        IllegalStateException failure = new IllegalStateException("no, thanks");
        Request request = Request.builder(server.uri())
                .interimListener((status, headers) -> {
                    if (unchecked) {
                        throw failure;
                    }
                    throw checked;
                })
                .build();

        assertThatThrownBy(() -> transport.roundTrip(request))
                .isInstanceOf(ConnectionBrokenException.class)
                .cause()
                .isSameAs(unchecked ? failure : checked);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.NOT_REUSABLE);
    }

    /** Row 61: TestTransportTreat101Terminal. */
    @Test
    void switchingProtocolsIsFinal() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 101 Switching Protocols\r\n\r\n" + Fixture.HELLO);
            peer.ended();
        });
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(told(server));

        assertThat(response.status()).isEqualTo(101);
        assertThat(told).containsExactly("102 ");
        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
    }

    private Request told(RawServer server) {
        return Request.builder(server.uri())
                .interimListener((status, headers) -> told.add(status + " " + headers))
                .build();
    }

    private static void flood(Peer peer) throws IOException {
        peer.readRequest();
        while (true) {
            peer.write("HTTP/1.1 123 OK\r\nX: " + "x".repeat(100) + "\r\n\r\n");
        }
    }
}
