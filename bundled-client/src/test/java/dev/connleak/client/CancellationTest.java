package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CancellationTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @Test
    void cancelWhileTheHeadIsAwaitedCostsTheConnection() throws Exception {
        RawServer server = silent();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Response> sent = transport.sendAsync(
                Request.builder(server.uri()).cancellation(cancellation).build());
        server.nextRequest();

        cancellation.cancel();

        assertThatThrownBy(() -> sent.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(RequestCanceledException.class);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.CANCELED);
    }

    @Test
    void cancelingTheFutureCancelsTheRequest() throws Exception {
        RawServer server = silent();
        Transport transport = fixture.transport();
        CompletableFuture<Response> sent = transport.sendAsync(Request.get(server.uri()));
        server.nextRequest();

        sent.cancel(true);

        assertThatThrownBy(sent::join).isInstanceOf(CancellationException.class);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.CANCELED);
    }

    @Test
    void cancelInTheBodyFailsTheRead() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            peer.ended();
        });
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        Response response = transport.roundTrip(
                Request.builder(server.uri()).cancellation(cancellation).build());

        cancellation.cancel();

        assertThatThrownBy(() -> response.body().read()).isInstanceOf(RequestCanceledException.class);
        response.close();
        assertThat(Fixture.ended(transport, response.connectionId()).closeReason())
                .isEqualTo(CloseReason.CANCELED);
    }

    /** Row 206: TestCancelRequestMidBody. */
    @Test
    void cancelBetweenReadsLeavesWhatWasReadAndFailsTheNext() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n");
            peer.ended();
        });
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        Response response = transport.roundTrip(
                Request.builder(server.uri()).cancellation(cancellation).build());
        assertThat(response.body().readNBytes(5)).asString().isEqualTo("Hello");

        cancellation.cancel();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(RequestCanceledException.class);
        }
        assertThat(Fixture.ended(transport, response.connectionId()).closeReason())
                .isEqualTo(CloseReason.CANCELED);
    }

    @Test
    void bodyThatIsBufferedCanBeReadToItsEndAfterACancel() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        Response response = transport.roundTrip(
                Request.builder(server.uri()).cancellation(cancellation).build());

        cancellation.cancel();
        Fixture.ended(transport, response.connectionId());

        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
        assertThat(response.body().read()).isEqualTo(-1);
    }

    @Test
    void cancelFreesABodyThatNobodyTouches() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        Response response = transport.roundTrip(
                Request.builder(server.uri()).cancellation(cancellation).build());

        cancellation.cancel();

        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.BODY_AT_END);
    }

    @Test
    void lateCancelDoesNotHurtTheNextUser() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        Response first = transport.roundTrip(
                Request.builder(server.uri()).cancellation(cancellation).build());
        first.body().readAllBytes();
        Response second = transport.roundTrip(Request.get(server.uri()));

        cancellation.cancel();

        assertThat(second.connectionId()).isEqualTo(first.connectionId());
        assertThat(Fixture.text(second.body())).isEqualTo("hello, world!");
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    @Test
    void handleDoesNotKeepRequestsThatAreOver() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();

        WeakReference<Request> over = new WeakReference<>(sendAndRead(transport, server, cancellation));
        Eventually.await("the request is collected", () -> {
            System.gc();
            return over.refersTo(null);
        });

        cancellation.cancel();
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    @Test
    void canceledRequestNeverStarts() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThatThrownBy(() -> transport.roundTrip(
                        Request.builder(server.uri()).cancellation(cancellation).build()))
                .isInstanceOf(RequestCanceledException.class);
        assertThat(transport.snapshot().connections()).isEmpty();
        assertThat(server.accepted()).isZero();
    }

    @Test
    void deadlineEndsTheWaitForTheHead() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
            peer.readRequest();
            peer.ended();
        });
        Transport transport = fixture.transport();
        // So that the deadline of the next one does not pass in a slow dial.
        Fixture.get(transport, server);

        assertThatThrownBy(() -> transport.roundTrip(Request.builder(server.uri())
                        .deadline(Duration.ofMillis(200))
                        .build()))
                .isInstanceOf(RequestTimeoutException.class);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.CANCELED);
    }

    @Test
    void deadlineFreesABodyThatNobodyTouches() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            peer.ended();
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(
                Request.builder(server.uri()).deadline(Duration.ofMillis(200)).build());

        Fixture.ended(transport, response.connectionId());

        assertThatThrownBy(() -> response.body().read()).isInstanceOf(RequestTimeoutException.class);
    }

    @Test
    void deadlineEndsTheWaitForAConnection() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));
        Response held = transport.roundTrip(Request.get(server.uri()));

        assertThatThrownBy(() -> transport.roundTrip(Request.builder(server.uri())
                        .deadline(Duration.ofMillis(50))
                        .build()))
                .isInstanceOf(RequestTimeoutException.class);
        assertThat(transport.snapshot().waiting()).isEmpty();
        assertThat(Fixture.text(held.body())).isEqualTo("hello, world!");
    }

    @Test
    void headerTimeoutStartsWhenTheRequestIsWritten() throws Exception {
        RawServer server = silent();
        Transport transport = fixture.transport(builder -> builder.responseHeaderTimeout(Duration.ofMillis(60)));

        assertThatThrownBy(() -> transport.roundTrip(Request.get(server.uri())))
                .isInstanceOf(ResponseHeaderTimeoutException.class);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.RESPONSE_HEADER_TIMEOUT);
    }

    @Test
    void interruptCancelsAndStaysSet() throws Exception {
        RawServer server = silent();
        Transport transport = fixture.transport();
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                transport.roundTrip(Request.get(server.uri()));
            } catch (IOException e) {
                told.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag lost", e));
            }
        });
        caller.start();
        server.nextRequest();

        caller.interrupt();

        assertThat(told.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.CANCELED);
    }

    @Test
    void canceledCallReturnsWhenItsRequestBodyLetsGo() throws Exception {
        RawServer server = fixture.server(Peer::readRequest);
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(1);
        InputStream stuck = new InputStream() {
            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    letGo.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        CompletableFuture<Response> sent = transport.sendAsync(Request.builder(server.uri())
                .method("POST", RequestBody.of(stuck))
                .cancellation(cancellation)
                .build());
        reading.await();

        cancellation.cancel();
        Eventually.await(
                "the connection is closed",
                () -> transport.snapshot().connections().stream()
                        .allMatch(each -> each.closeReason() == CloseReason.CANCELED));
        assertThat(sent).isNotDone();
        letGo.countDown();

        assertThatThrownBy(() -> sent.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(RequestCanceledException.class);
    }

    @Test
    void actionIsDoneOnceAndNotAfterItWasForgotten() {
        Cancellation cancellation = new Cancellation();
        AtomicInteger done = new AtomicInteger();
        Runnable forgotten = () -> done.addAndGet(100);
        cancellation.onCancel(done::incrementAndGet);
        cancellation.onCancel(forgotten);
        cancellation.forget(forgotten);

        cancellation.cancel();
        cancellation.cancel();

        assertThat(done).hasValue(1);
    }

    @Test
    void handleDoesNotKeepAChildWithNothingToDo() throws Exception {
        Cancellation parent = new Cancellation();
        WeakReference<Cancellation> over = new WeakReference<>(childThatIsDone(parent));

        Eventually.await("the child is collected", () -> {
            System.gc();
            return over.refersTo(null);
        });
        assertThat(parent.canceled()).isFalse();
    }

    @Test
    void actionThatComesTooLateIsDoneAtOnce() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        AtomicInteger done = new AtomicInteger();

        cancellation.onCancel(done::incrementAndGet);

        assertThat(done).hasValue(1);
    }

    private static Cancellation childThatIsDone(Cancellation parent) {
        Cancellation child = Cancellation.childOf(parent);
        Runnable action = () -> {};
        child.onCancel(action);
        child.forget(action);
        return child;
    }

    private static Request sendAndRead(Transport transport, RawServer server, Cancellation cancellation)
            throws IOException {
        Request request =
                Request.builder(server.uri()).cancellation(cancellation).build();
        transport.roundTrip(request).body().readAllBytes();
        return request;
    }

    /** A server that takes a request and never answers. */
    private RawServer silent() throws IOException {
        return fixture.server(peer -> {
            peer.readRequest();
            peer.ended();
        });
    }
}
