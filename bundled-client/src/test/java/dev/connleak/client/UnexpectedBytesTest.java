package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says, or that it hangs up, while it was not asked. */
class UnexpectedBytesTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 113: TestIs408. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'HTTP/1.0 408', SERVER_CLOSED_IDLE",
        "'HTTP/1.1 408', SERVER_CLOSED_IDLE",
        "'HTTP/1.8 408', SERVER_CLOSED_IDLE",
        "'HTTP/2.0 408', UNSOLICITED_RESPONSE",
        "'HTTP/1.1 408 ', SERVER_CLOSED_IDLE",
        "'HTTP/1.1 40', UNSOLICITED_RESPONSE",
        "'http/1.0 408', UNSOLICITED_RESPONSE",
        "'HTTP/1-1 408', UNSOLICITED_RESPONSE"
    })
    void requestTimeoutOfTheServerIsToldFromOtherBytes(String bytes, CloseReason reason) throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        long id = Fixture.get(transport, server);

        server.peer(0).write(bytes);

        assertThat(Fixture.ended(transport, id).closeReason()).isEqualTo(reason);
    }

    /** Row 114: TestTransportIgnores408. */
    @Test
    void requestTimeoutBehindAResponseRemovesTheConnectionInSilence() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
            peer.write("HTTP/1.1 408 bye\r\n");
        });
        Transport transport = fixture.transport();

        long id = Fixture.get(transport, server);

        Fixture.ended(transport, id);
        assertThat(transport.snapshot().idle()).isEmpty();
        assertThat(Fixture.get(transport, server)).isNotEqualTo(id);
    }

    /** Row 131: TestTransportPersistConnReadLoopEOF. */
    @Test
    void serverThatHangsUpUnaskedClosesItsIdleConnection() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));
        response.body().readAllBytes();

        ConnectionSnapshot ended = Fixture.ended(transport, response.connectionId());

        // The end of the stream is seen with the last byte of the body, or when the connection is idle.
        if (ended.failedCondition() == null) {
            assertThat(ended.closeReason()).isEqualTo(CloseReason.SERVER_CLOSED_IDLE);
        } else {
            assertThat(ended.failedCondition()).isEqualTo(ReuseCondition.STREAM_OPEN);
        }
    }

    /** Row 99: TestTransportReturnsPeekError. */
    @Test
    void failureOfTheSocketIsToldAsItIs() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.reset();
        });
        Transport transport = fixture.transport();

        assertThatThrownBy(() -> transport.roundTrip(Request.get(server.uri())))
                .isExactlyInstanceOf(SocketException.class)
                .hasNoCause();
    }

    /** Row 131: TestTransportPersistConnReadLoopEOF. */
    @Test
    void serverThatHangsUpInsteadOfAnsweringIsToldFromOneThatTimesOut() throws Exception {
        RawServer server = fixture.server(Peer::readRequest);
        Transport transport = fixture.transport();

        assertThatThrownBy(() -> transport.roundTrip(Request.get(server.uri())))
                .isInstanceOf(NoResponseException.class);
    }

    @Test
    void bytesBeforeTheRequestIsBegunAreNoAnswerToIt() throws Exception {
        CompletableFuture<Void> leased = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            leased.join();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled");
            peer.ended();
        });
        CountDownLatch writerMayStart = new CountDownLatch(1);
        Transport transport = fixture.transport(builder -> builder.threadFactory(delayingWriters(writerMayStart)));
        CompletableFuture<IOException> told = CompletableFuture.supplyAsync(() -> failure(transport, server));
        Eventually.await(
                "the connection is leased",
                () -> transport.snapshot().connections().stream().anyMatch(each -> each.uses() == 1));

        leased.complete(null);
        Eventually.await(
                "the bytes are found",
                () -> transport.snapshot().connections().stream()
                        .anyMatch(each -> each.closeReason() == CloseReason.UNSOLICITED_RESPONSE));
        writerMayStart.countDown();

        assertThat(told.get(10, TimeUnit.SECONDS)).isInstanceOf(ConnectionBrokenException.class);
    }

    private static IOException failure(Transport transport, RawServer server) {
        try {
            // With a handle it is the writer's to begin; a request that nobody can stop its caller would write.
            throw new AssertionError(transport.roundTrip(Request.builder(server.uri())
                    .cancellation(new Cancellation())
                    .build()));
        } catch (IOException e) {
            return e;
        }
    }

    private static ThreadFactory delayingWriters(CountDownLatch start) {
        return body -> new Thread(() -> {
            if (Thread.currentThread().getName().contains(" writer ")) {
                await(start);
            }
            body.run();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
