package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies on their way to a server that reads them, or does not. */
class UploadTest {

    private static final String EMPTY_OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 203: TestH12_RequestContentLength_Known_NonZero. */
    @Test
    void knownLengthIsSent() throws Exception {
        assertThat(sent("POST", RequestBody.of("FOUR")))
                .contains("\r\nContent-Length: 4\r\n")
                .endsWith("\r\n\r\nFOUR");
    }

    /** Row 204: TestH12_RequestContentLength_Known_Zero. */
    @Test
    void knownLengthOfNothingIsSent() throws Exception {
        assertThat(sent("POST", RequestBody.of("")))
                .contains("\r\nContent-Length: 0\r\n")
                .endsWith("\r\n\r\n");
    }

    /** Row 205: TestH12_RequestContentLength_Unknown. */
    @Test
    void unknownLengthIsSentInChunks() throws Exception {
        assertThat(sent("POST", RequestBody.of(new Closings("Stuff"))))
                .contains("\r\nTransfer-Encoding: chunked\r\n")
                .endsWith("\r\n\r\n5\r\nStuff\r\n0\r\n\r\n");
    }

    /** Row 207: TestTrailersClientToServer. */
    @Test
    void trailersAreWhatTheyAreWhenTheBodyWasRead() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        AtomicLong count = new AtomicLong(-1);
        InputStream body = new Closings("foo") {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                digest.update(target, offset, Math.max(0, read));
                count.addAndGet(Math.max(0, read));
                return read;
            }
        };

        transport
                .roundTrip(Request.builder(server.uri())
                        .method("POST", RequestBody.of(body, 3))
                        .trailer(
                                "Sum",
                                () -> HexFormat.of().formatHex(digest.digest()).substring(0, 8))
                        .trailer("Left-Out", () -> null)
                        .trailer("Count", () -> " " + count)
                        .build())
                .body()
                .readAllBytes();

        assertThat(server.nextRequest())
                .contains("\r\nTransfer-Encoding: chunked\r\nTrailer: Sum, Left-Out, Count\r\n")
                .doesNotContain("Content-Length")
                .endsWith("\r\n\r\n3\r\nfoo\r\n0\r\nSum: 2c26b46b\r\nCount: 2\r\n\r\n");
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    /** Row 181: TestProbeZeroLengthBody. */
    @Test
    void getWithABlockedBodyIsSentAllTheSame() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        RawServer server = fixture.server(peer -> {
            String head = peer.readUntil("\r\n\r\n");
            if (head != null && head.contains("Transfer-Encoding: chunked")) {
                reached.countDown();
            }
            peer.readUntil("0\r\n\r\n");
            peer.write(EMPTY_OK);
            peer.ended();
        });
        Blocking body = new Blocking();

        CompletableFuture<Response> sent = fixture.transport()
                .sendAsync(Request.builder(server.uri())
                        .method("GET", RequestBody.of(body))
                        .build());
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        body.letGo.countDown();

        assertThat(sent.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(body.closings).hasValue(1);
    }

    /** Row 85: TestTransportFlushesRequestHeader. */
    @Test
    void headReachesTheServerBeforeABlockedBody() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        RawServer server = fixture.server(peer -> {
            peer.readUntil("\r\n\r\n");
            reached.countDown();
            peer.readUntil("0\r\n\r\n");
            peer.write(EMPTY_OK);
            peer.ended();
        });
        Blocking body = new Blocking();

        CompletableFuture<Response> sent = fixture.transport().sendAsync(post(server, RequestBody.of(body)));
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        body.letGo.countDown();

        assertThat(sent.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    /** Row 65: TestTransportClosesRequestBody. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodyIsClosedOnce(boolean chunked) throws Exception {
        RawServer server = fixture.hello();
        Closings body = new Closings("hello");

        fixture.transport()
                .roundTrip(post(server, chunked ? RequestBody.of(body) : RequestBody.of(body, 5)))
                .body()
                .readAllBytes();

        assertThat(body.closings).hasValue(1);
    }

    /** Row 71: TestTransportClosesBodyOnError. */
    @Test
    void failureOfTheBodyIsToldAndTheServerSeesNoWholeBody() throws Exception {
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> whole.complete(peer.readUntil("0\r\n\r\n") != null));
        IOException failure = new IOException("fake error");
        AtomicLong left = new AtomicLong(1 << 20);
        Closings body = new Closings(new InputStream() {
            @Override
            public int read() throws IOException {
                if (left.decrementAndGet() < 0) {
                    throw failure;
                }
                return 'x';
            }
        });

        assertThatThrownBy(() -> fixture.transport().roundTrip(post(server, RequestBody.of(body))))
                .isSameAs(failure);
        assertThat(body.closings).hasValue(1);
        assertThat(whole.get(30, TimeUnit.SECONDS)).isFalse();
    }

    /** Row 34: TestTransportPersistConnLeakShortBody. */
    @Test
    void bodiesOfAWrongLengthLeaveNoLoop() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();

        for (int i = 0; i < 20; i++) {
            Closings body = new Closings("more than that");
            assertThatThrownBy(() -> transport.roundTrip(post(server, RequestBody.of(body, 3))))
                    .isInstanceOf(RequestBodyLengthException.class);
            assertThat(body.closings).hasValue(1);
        }

        transport.closeIdleConnections();
        Eventually.await("no loop is left", () -> Fixture.threads().isEmpty());
        assertThat(transport.snapshot().ended()).isEqualTo(20);
    }

    /** Rows 39, 68, 180: TestIssue3595, TestTransportNoReuseAfterEarlyResponse, TestClientCallsCloseOnlyOnce. */
    @ParameterizedTest
    @ValueSource(strings = {EMPTY_OK, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nfoo"})
    void earlyAnswerIsHonouredAndItsConnectionIsNotUsedAgain(String answer) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        RawServer server = fixture.server(peer -> {
            peer.readUntil("\r\n\r\n");
            peer.write(answer);
            await(over);
        });
        Transport transport = fixture.transport(builder -> builder.writeWait = Duration.ofMillis(10));
        Closings body = new Closings(new Endless());

        Response response = transport.roundTrip(post(server, RequestBody.of(body)));

        assertThat(response.status()).isEqualTo(200);
        assertThat(Fixture.text(response.body())).isEqualTo(answer.endsWith("foo") ? "foo" : "");
        assertThat(Fixture.ended(transport, 1).failedCondition()).isEqualTo(ReuseCondition.REQUEST_WRITTEN);
        Eventually.await("the body is closed", () -> body.closings.get() == 1);
        response.close();
        assertThat(body.closings).hasValue(1);
        over.countDown();
    }

    /** Row 86: TestTransportPrefersResponseOverWriteError. */
    @Test
    void answerIsPreferredToTheWriteErrorThatItsServerCauses() throws Exception {
        String refusal = "HTTP/1.1 400 Bad\r\nContent-Length: 3\r\n\r\nbad";
        RawServer server = fixture.server(peer -> {
            // Unread bytes make the kernel reset the connection, so that writing fails.
            peer.readUntil("\r\n\r\n");
            peer.write(refusal);
        });
        Transport transport = fixture.transport();

        for (int i = 0; i < 100; i++) {
            Response response = transport.roundTrip(post(server, RequestBody.of(new byte[1 << 20])));
            assertThat(response.status()).isEqualTo(400);
            response.close();
        }
    }

    /** Row 122: TestHandlerAbortRacesBodyRead. */
    @Test
    void serverThatEndsDuringUploadsMakesNothingHang() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readUntil("\r\n\r\n");
            peer.readText(1000);
        });
        Transport transport = fixture.transport();
        List<CompletableFuture<Response>> sent = new ArrayList<>();
        List<Closings> bodies = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            bodies.add(new Closings(new Endless()));
            sent.add(transport.sendAsync(post(server, RequestBody.of(bodies.get(i), 6L << 20))));
        }

        for (CompletableFuture<Response> each : sent) {
            assertThat(catchThrowable(() -> each.get(30, TimeUnit.SECONDS))).hasCauseInstanceOf(IOException.class);
        }
        assertThat(bodies).allMatch(each -> each.closings.get() == 1);
    }

    /** Row 125: TestTransportReqCancelerCleanupOnRequestBodyWriteError. */
    @Test
    void writeErrorEndsTheLeaseOfABodyThatNobodyReads() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readUntil("\r\n\r\n");
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        });
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(post(server, RequestBody.of(new Endless())));

        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.WRITE_ERROR);
        assertThat(transport.snapshot().connections()).isEmpty();
        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
    }

    /** Row 221: TestBadResponseAfterReadingBody. */
    @Test
    void garbageBehindAWholeUploadIsAnError() throws Exception {
        RawServer server = fixture.server(RawServer.always("hopefully this is not an answer\r\n\r\n"));
        Closings body = new Closings("hello");

        assertThatThrownBy(() -> fixture.transport().roundTrip(post(server, RequestBody.of(body))))
                .isInstanceOf(MalformedResponseException.class);
        assertThat(body.closings).hasValue(1);
    }

    /** Row 83: TestConnClosedBeforeRequestIsWritten. */
    @Test
    void bodyIsClosedOnceWhenItsConnectionDiesBeforeTheWriterTakesIt() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ThreadFactory lateWriters = body -> daemon(() -> {
            if (Thread.currentThread().getName().startsWith("connleak-client writer")) {
                await(gate);
            }
            body.run();
        });
        CountDownLatch sending = new CountDownLatch(1);
        RawServer server = fixture.server(peer -> await(sending));
        Transport transport = fixture.transport(builder -> builder.threadFactory(lateWriters));
        Closings body = new Closings("hello");

        CompletableFuture<Response> sent = transport.sendAsync(post(server, RequestBody.of(body)));
        Eventually.await(
                "the connection is leased",
                () -> transport.snapshot().connections().stream().anyMatch(each -> each.uses() == 1));
        sending.countDown();
        Eventually.await(
                "the connection is closed",
                () -> transport.snapshot().connections().stream().allMatch(each -> each.closeReason() != null));
        gate.countDown();

        assertThat(catchThrowable(() -> sent.get(30, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(ServerClosedIdleConnectionException.class);
        assertThat(body.reads).hasValue(0);
        assertThat(body.closings).hasValue(1);
    }

    /** Row 120: TestErrorWriteLoopRace. */
    @Test
    void failedRequestIsNotTouchedAfterItsReturn() throws Exception {
        RawServer server = fixture.server(peer -> peer.readUntil("\r\n\r\n"));
        Transport transport = fixture.transport();

        for (int i = 0; i < 50; i++) {
            Closings body = new Closings(new Endless());
            assertThatThrownBy(() -> transport.roundTrip(post(server, RequestBody.of(body))))
                    .isInstanceOf(IOException.class);
            int reads = body.reads.get();
            assertThat(body.closings).hasValue(1);
            Eventually.await(
                    "the loops have ended",
                    () -> transport.snapshot().connections().isEmpty());
            assertThat(body.reads).hasValue(reads);
        }
    }

    /** Row 43: TestIssue4191_InfiniteGetToPutTimeout. */
    @Test
    void endlessBodyThatIsSentOnEndsWithTheDeadlineOfItsSource() throws Exception {
        byte[] noise = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
        RawServer source = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                peer.write(noise);
            }
        });
        RawServer sink = fixture.server(peer -> {
            while (!peer.ended()) {
                peer.readText(8192);
            }
        });
        Transport transport = fixture.transport();
        Response endless = transport.roundTrip(
                Request.builder(source.uri()).deadline(Duration.ofMillis(300)).build());

        assertThatThrownBy(() -> transport.roundTrip(Request.builder(sink.uri())
                        .method("PUT", RequestBody.of(endless.body()))
                        .build()))
                .isInstanceOf(RequestTimeoutException.class);
        Eventually.await(
                "nothing is left", () -> transport.snapshot().connections().isEmpty());
    }

    private String sent(String method, RequestBody body) throws Exception {
        RawServer server = fixture.hello();
        fixture.transport()
                .roundTrip(Request.builder(server.uri()).method(method, body).build())
                .body()
                .readAllBytes();
        return server.nextRequest();
    }

    private static Request post(RawServer server, RequestBody body) {
        return Request.builder(server.uri()).method("POST", body).build();
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stream without an end. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return length;
        }
    }

    /** An empty stream that does not say so before it is let go. */
    private static final class Blocking extends Closings {
        final CountDownLatch letGo = new CountDownLatch(1);

        Blocking() {
            super("");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            await(letGo);
            return super.read(target, offset, length);
        }
    }
}
