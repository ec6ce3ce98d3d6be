package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of all shapes, as they arrive and as the application sees them. */
class ResponseShapesTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 16: TestTransportHeadResponses. */
    @Test
    void headKeepsItsLengthAndCanBeRepeated() throws Exception {
        RawServer server = fixture.server(RawServer.always(OK + "Content-Length: 123\r\n\r\n"));
        Transport transport = fixture.transport();

        for (int i = 0; i < 2; i++) {
            Response response = transport.roundTrip(head(server));
            assertThat(response.headers().first("Content-Length")).isEqualTo("123");
            assertThat(response.contentLength()).isEqualTo(123);
            assertThat(response.body().readAllBytes()).isEmpty();
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Row 17: TestTransportHeadChunkedResponse. */
    @Test
    void chunksThatHeadAnnouncesDoNotCome() throws Exception {
        RawServer server = fixture.server(RawServer.always(CHUNKED));
        Transport transport = fixture.transport();

        long first = transport.roundTrip(head(server)).connectionId();

        assertThat(transport.roundTrip(head(server)).connectionId()).isEqualTo(first);
        assertThat(server.accepted()).isEqualTo(1);
    }

    /**
     * Rows 157, 183, 184: TestClientHeadContentLength, TestH12_HeadContentLengthNoBody,
     * TestH12_HeadContentLengthSmallBody. Rows 185, 194, 195: TestH12_HeadContentLengthLargeBody,
     * TestH12_Head_ExplicitLen, TestH12_Head_ImplicitLen.
     */
    @ParameterizedTest
    @CsvSource({"'Content-Length: 1234\r\n', 1234", "'Content-Length: 0\r\n', 0", "'', -1"})
    void lengthOfAHeadIsGivenOrUnknown(String field, long length) throws Exception {
        RawServer server = fixture.server(RawServer.always(OK + field + "\r\n"));
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(head(server));

        assertThat(response.contentLength()).isEqualTo(length);
        assertThat(response.body().readAllBytes()).isEmpty();
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    /** Row 182: TestChunkedResponseHeaders. */
    @Test
    void chunkedResponseHasNoLength() throws Exception {
        RawServer server = fixture.server(RawServer.always(CHUNKED + "11\r\nI am some content\r\n0\r\n\r\n"));

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(response.contentLength()).isEqualTo(-1);
        assertThat(response.framing()).isEqualTo(Framing.CHUNKED);
        assertThat(response.headers().contains("Content-Length")).isFalse();
        assertThat(response.headers().contains("Transfer-Encoding")).isFalse();
        assertThat(Fixture.text(response.body())).isEqualTo("I am some content");
    }

    /** Rows 40, 104: TestChunkedNoContent, TestNoBodyOnChunked304Response. */
    @ParameterizedTest
    @CsvSource({"204, false", "204, true", "304, false", "304, true"})
    void chunksBehindAStatusWithoutBodyAreNotAwaited(int status, boolean closed) throws Exception {
        RawServer server =
                fixture.server(RawServer.always("HTTP/1.1 " + status + " X\r\nTransfer-Encoding: chunked\r\n\r\n"));
        Transport transport = fixture.transport();

        for (int i = 0; i < 4; i++) {
            Response response = transport.roundTrip(Request.get(server.uri()));
            assertThat(response.status()).isEqualTo(status);
            if (closed) {
                response.close();
            }
            assertThat(response.body().read()).isEqualTo(-1);
            assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Rows 186, 187, 188, 189: TestH12_200NoBody, TestH2_204NoBody, TestH2_304NoBody, TestH2_404NoBody. */
    @ParameterizedTest
    @CsvSource({"200, 'Content-Length: 0\r\n', 0", "204, '', -1", "304, '', -1", "404, 'Content-Length: 0\r\n', 0"})
    void statusWithoutBodyIsPooledBeforeItIsSeen(int status, String field, long length) throws Exception {
        RawServer server = fixture.server(RawServer.always("HTTP/1.1 " + status + " X\r\n" + field + "\r\n"));
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
        assertThat(response.framing()).isEqualTo(Framing.NONE);
        assertThat(response.contentLength()).isEqualTo(length);
        assertThat(response.body().readAllBytes()).isEmpty();
    }

    /** Row 87: TestTransportReuseConnEmptyResponseBody. */
    @Test
    void hundredResponsesWithoutBodyUseOneConnection() throws Exception {
        RawServer server = fixture.server(RawServer.always(OK + "Content-Length: 0\r\n\r\n"));
        Transport transport = fixture.transport();

        for (int i = 0; i < 100; i++) {
            transport.roundTrip(Request.get(server.uri())).close();
        }

        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Rows 190, 191: TestH12_SmallBody, TestH12_ExplicitContentLength. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "3\r\nfoo\r\n0\r\n\r\n",
                OK + "Content-Length: 3\r\n\r\nfoo",
                OK + "Connection: close\r\n\r\nfoo"
            })
    void smallBodyIsReadInEachFraming(String answer) throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(answer);
            if (!answer.contains("close")) {
                peer.ended();
            }
        });

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(Fixture.text(response.body())).isEqualTo("foo");
    }

    /** Rows 148, 192, 193: TestStreamingGet, TestH12_FlushBeforeBody, TestH12_FlushMidBody. */
    @ParameterizedTest(name = "chunked {0}")
    @ValueSource(booleans = {true, false})
    void bodyIsDeliveredAsItComes(boolean chunked) throws Exception {
        CompletableFuture<Void> headSeen = new CompletableFuture<>();
        CompletableFuture<Void> firstSeen = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(chunked ? CHUNKED : OK + "Content-Length: 6\r\n\r\n");
            headSeen.join();
            peer.write(chunked ? "3\r\nfoo\r\n" : "foo");
            firstSeen.join();
            peer.write(chunked ? "3\r\nbar\r\n0\r\n\r\n" : "bar");
            peer.ended();
        });
        Transport transport = fixture.transport();

        InputStream body = transport.roundTrip(Request.get(server.uri())).body();
        headSeen.complete(null);
        assertThat(body.readNBytes(3)).asString().isEqualTo("foo");
        firstSeen.complete(null);
        assertThat(body.readNBytes(3)).asString().isEqualTo("bar");

        assertThat(body.read()).isEqualTo(-1);
        assertThat(body.read()).isEqualTo(-1);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    /** Rows 196, 218: TestH12_HandlerWritesTooLittle, TestInterruptWithPanic. */
    @ParameterizedTest
    @ValueSource(strings = {OK + "Content-Length: 15\r\n\r\nhello", CHUNKED + "f\r\nhello", CHUNKED + "5\r\nhello\r\n"})
    void bodyThatIsCutOffNeverEndsInPeace(String answer) throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(answer);
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.body().readNBytes(5)).asString().isEqualTo("hello");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOfSatisfying(
                            TruncatedBodyException.class,
                            e -> assertThat(e.route()).isEqualTo(server.route()));
        }
        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.BODY_AT_END);
    }

    /** Row 197: TestHandlerWritesTooMuch. */
    @Test
    void exactlyTheDeclaredBytesAreRead() throws Exception {
        RawServer server = fixture.server(RawServer.always(OK + "Content-Length: 5\r\n\r\nhelloXXXXX"));
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(Fixture.text(response.body())).isEqualTo("hello");

        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.NOTHING_UNREAD);
    }

    /** Row 202: TestH12_ServerEmptyContentLength. */
    @Test
    void emptyContentTypeIsTolerated() throws Exception {
        RawServer server = fixture.server(RawServer.always(OK + "Content-Type:\r\nContent-Length: 2\r\n\r\nhi"));

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(response.headers().all("Content-Type")).containsExactly("");
        assertThat(Fixture.text(response.body())).isEqualTo("hi");
    }

    /** Row 115: TestInvalidHeaderResponse. */
    @Test
    void nameWithATrailingSpaceIsKeptAndMeansNothing() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(OK + "Foo : bar\r\nContent-Length : 1\r\n\r\nto the end");
        });

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(response.headers().first("Foo ")).isEqualTo("bar");
        assertThat(response.framing()).isEqualTo(Framing.UNTIL_CLOSE);
        assertThat(Fixture.text(response.body())).isEqualTo("to the end");
    }

    /** Row 222: TestWriteHeaderNoCodeCheck_h1hijack. */
    @Test
    void bodyInManyWritesIsReadCompletely() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            for (String each : new String[] {"HTTP/1.0 200 OK", "\r\n", "\r\n", "A", "B", "C"}) {
                peer.write(each);
            }
        });

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(Fixture.text(response.body())).isEqualTo("ABC");
    }

    /** Rows 38, 224: TestIssue3644, TestIdentityTransferEncoding. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 20000\r\n", ""})
    void bodyBeforeACloseIsDeliveredCompletely(String field) throws Exception {
        String body = "x".repeat(20_000);
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(OK + field + "Connection: close\r\n\r\n" + body);
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.connectionClose()).isTrue();
        assertThat(Fixture.text(response.body())).isEqualTo(body);
        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
    }

    @Test
    void chunksOfAnOldServerAreNoChunks() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n0\r\n\r\n");
        });

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(Fixture.text(response.body())).isEqualTo("3\r\nfoo\r\n0\r\n\r\n");
    }

    /** Row 52: TestTransportCloseResponseBody. */
    @Test
    void closeOfAnEndlessBodyReallyCloses() throws Exception {
        CompletableFuture<Exception> told = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(OK + "\r\n");
            try {
                while (true) {
                    peer.write("young\n");
                }
            } catch (IOException e) {
                told.complete(e);
            }
        });
        Response response = fixture.transport().roundTrip(Request.get(server.uri()));
        assertThat(response.body().readNBytes(18)).asString().isEqualTo("young\nyoung\nyoung\n");

        response.close();

        assertThat(told.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    /** Row 37: TestTransportIdleConnCrash. */
    @Test
    void closingIdleConnectionsSparesTheResponseUnderWay() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            closed.join();
            peer.write(OK + "Content-Length: 3\r\n\r\nfoo");
            peer.ended();
        });
        Transport transport = fixture.transport();
        CompletableFuture<Response> sent = transport.sendAsync(Request.get(server.uri()));
        server.nextRequest();

        transport.closeIdleConnections();
        closed.complete(null);

        assertThat(Fixture.text(sent.get(10, TimeUnit.SECONDS).body())).isEqualTo("foo");
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.CLOSE_IDLE_CALLED);
    }

    private static Request head(RawServer server) {
        return Request.builder(server.uri()).method("HEAD").build();
    }
}
