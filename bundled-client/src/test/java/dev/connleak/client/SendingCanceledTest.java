package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancels at each moment of a request, with and without a body, and what is left of the request then. */
class SendingCanceledTest {

    private static final String BEGUN = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /**
     * Rows 46, 47, 51: TestTransportCancelRequestInDo, TestTransportCancelRequestWithBodyInDo,
     * TestTransportCancelRequestBeforeResponseHeaders.
     */
    @ParameterizedTest(name = "{0}, body {1}")
    @CsvSource({"handle, false", "handle, true", "interrupt, false", "interrupt, true", "future, false", "future, true"
    })
    void cancelWhileTheHeadIsAwaitedIsToldAsSuch(String by, boolean withBody) throws Exception {
        RawServer server = silent();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Closings body = new Closings("hello");
        Request request = request(server, withBody ? body : null, cancellation);
        CompletableFuture<Response> sent = new CompletableFuture<>();
        Thread caller = new Thread(() -> told.complete(catchThrowable(() -> transport.roundTrip(request))));
        if (by.equals("future")) {
            sent = transport.sendAsync(request);
        } else {
            caller.start();
        }
        server.nextRequest();

        if (by.equals("handle")) {
            cancellation.cancel();
        } else if (by.equals("interrupt")) {
            caller.interrupt();
        } else {
            sent.cancel(true);
        }

        if (!by.equals("future")) {
            assertThat(told.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(by.equals("handle") ? RequestCanceledException.class : InterruptedIOException.class);
        }
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.CANCELED);
        assertThat(body.closings).hasValue(withBody ? 1 : 0);
    }

    /** Rows 45, 49: TestTransportCancelRequest, TestTransportCancelRequestWithBody. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelInTheBodyOfTheResponseLeavesNothingOfTheRequest(boolean withBody) throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(BEGUN);
            peer.ended();
        });
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();

        WeakReference<Request> over = cancelInBody(transport, server, cancellation, withBody);

        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.CANCELED);
        assertCollected(over);
    }

    /** Row 48: TestTransportCancelRequestInDial. */
    @Test
    void cancelDuringADialReturnsBeforeItAndMayBeRepeated() throws Exception {
        RawServer server = fixture.hello();
        GatedDials dials = new GatedDials();
        Transport transport = fixture.transport(builder -> builder.threadFactory(dials));
        Cancellation cancellation = new Cancellation();
        Closings body = new Closings("hello");
        CompletableFuture<Response> sent = transport.sendAsync(request(server, body, cancellation));
        Eventually.await("the dial has begun", () -> server.accepted() == 1);

        cancellation.cancel();
        cancellation.cancel();

        assertThat(catchThrowable(() -> sent.get(30, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(RequestCanceledException.class);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.DIALING);
        assertThat(body.closings).hasValue(1);
        dials.open(1);
    }

    /** Row 50: TestTransportCancelRequestBeforeDo. */
    @Test
    void requestThatWasCanceledBeforeFailsAtOnce() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        Closings body = new Closings("hello");

        assertThatThrownBy(() -> transport.roundTrip(request(server, body, cancellation)))
                .isInstanceOf(RequestCanceledException.class);
        assertThat(body.closings).hasValue(1);
        assertThat(transport.snapshot().opened()).isZero();
    }

    /** Row 81: TestTransportResponseCancelRace. */
    @Test
    void cancelOfAFinishedRequestDoesNotDisturbTheNextOnItsConnection() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();

        for (int i = 0; i < 100; i++) {
            Cancellation cancellation = new Cancellation();
            transport.roundTrip(request(server, null, cancellation)).body().readAllBytes();
            CompletableFuture<Void> late = CompletableFuture.runAsync(cancellation::cancel);
            assertThat(Fixture.get(transport, server)).isEqualTo(1);
            late.get(30, TimeUnit.SECONDS);
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Row 121: TestCancelRequestWhenSharingConnection. */
    @Test
    void cancelOfTheNextUserDoesNotReachTheOneBefore() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
            peer.readRequest();
            second.countDown();
            peer.ended();
        });
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));
        Response first = transport.roundTrip(Request.get(server.uri()));
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Response> next = transport.sendAsync(request(server, null, cancellation));
        Eventually.await("it waits", () -> !transport.snapshot().waiting().isEmpty());
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> text(first));
        assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();

        cancellation.cancel();

        assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("hello, world!");
        assertThat(catchThrowable(() -> next.get(30, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(RequestCanceledException.class);
    }

    /** Row 36: TestTransportPersistConnContextLeakMaxConnsPerHost. */
    @Test
    void requestsThatWaitedForOneConnectionAreCollected() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));

        List<WeakReference<Object>> over = new ArrayList<>();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            sent.add(post(transport, server, over));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        sent.clear();

        assertThat(server.accepted()).isEqualTo(1);
        Eventually.await("all are collected", () -> {
            System.gc();
            return over.stream().allMatch(each -> each.refersTo(null));
        });
    }

    /** Row 216: TestTransportGCRequest. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void finishedRequestIsCollectedWhileItsConnectionLives(boolean withBody) throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();

        assertCollected(finished(transport, server, withBody));

        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    private static WeakReference<Request> finished(Transport transport, RawServer server, boolean withBody)
            throws IOException {
        Request request = request(server, withBody ? new Closings("hello") : null, new Cancellation());
        transport.roundTrip(request).body().readAllBytes();
        return new WeakReference<>(request);
    }

    private static WeakReference<Request> cancelInBody(
            Transport transport, RawServer server, Cancellation cancellation, boolean withBody) throws IOException {
        Request request = request(server, withBody ? new Closings("hello") : null, cancellation);
        Response response = transport.roundTrip(request);
        assertThat(response.body().readNBytes(5)).hasSize(5);
        cancellation.cancel();
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(RequestCanceledException.class);
        response.close();
        return new WeakReference<>(request);
    }

    private static CompletableFuture<Void> post(
            Transport transport, RawServer server, List<WeakReference<Object>> over) {
        Cancellation cancellation = new Cancellation();
        Request request = request(server, new Closings("hello"), cancellation);
        over.add(new WeakReference<>(request));
        over.add(new WeakReference<>(cancellation));
        return transport.sendAsync(request).thenAccept(SendingCanceledTest::text);
    }

    private static void assertCollected(WeakReference<?> over) throws Exception {
        Eventually.await("it is collected", () -> {
            System.gc();
            return over.refersTo(null);
        });
    }

    private static Request request(RawServer server, @Nullable Closings body, Cancellation cancellation) {
        RequestBuilder request = Request.builder(server.uri()).cancellation(cancellation);
        return body == null
                ? request.build()
                : request.method("POST", RequestBody.of(body)).build();
    }

    private static String text(Response response) {
        try {
            return Fixture.text(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that takes a request and never answers. */
    private RawServer silent() throws IOException {
        return fixture.server(peer -> {
            peer.readRequest();
            peer.ended();
        });
    }
}
