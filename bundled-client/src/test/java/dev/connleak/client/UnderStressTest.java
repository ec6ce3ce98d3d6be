package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many requests, bad servers, and times that pass in the worst moment. */
class UnderStressTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 41: TestTransportConcurrency. */
    @Test
    void eachOfManyCallersGetsItsOwnAnswer() throws Exception {
        RawServer server = fixture.server(RawServer.answering(request -> {
            String path = request.split(" ")[1];
            return "HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path;
        }));
        Transport transport = fixture.transport();
        ExecutorService callers = Executors.newFixedThreadPool(32);
        List<Future<String>> answers = new ArrayList<>();

        try {
            for (int i = 0; i < 500; i++) {
                Request request = Request.get(server.uri("/" + i));
                answers.add(callers.submit(
                        () -> Fixture.text(transport.roundTrip(request).body())));
            }

            for (int i = 0; i < 500; i++) {
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("/" + i);
            }
        } finally {
            callers.shutdownNow();
        }
        Eventually.await("all dials are over", () -> !Fixture.states(transport).contains(ConnectionState.DIALING));
        assertThat(transport.snapshot().waiting()).isEmpty();
    }

    /** Row 67: TestTLSServerClosesConnection. */
    @Test
    void secureServerThatDiesBehindItsAnswerCostsNoRequest() throws Exception {
        RawServer server = fixture.server(
                peer -> {
                    peer.readRequest();
                    peer.write(Fixture.HELLO);
                },
                Certificates.GOOD.server());
        SSLContext trusting = Certificates.GOOD.trusting();
        Transport transport = fixture.transport(builder -> builder.sslContext(trusting));

        for (int i = 0; i < 20; i++) {
            assertThat(Fixture.text(
                            transport.roundTrip(Request.get(server.uri())).body()))
                    .isEqualTo("hello, world!");
        }
        assertThat(server.accepted()).isEqualTo(20);
    }

    /** Row 77: TestTransportIdleConnRacesRequest. */
    @Test
    void idleTimeThatEndsWhileARequestBeginsCostsNoRequest() throws Exception {
        RawServer server = fixture.hello();
        for (int i = 0; i < 20; i++) {
            GatedDials gate = new GatedDials();
            Transport transport =
                    fixture.transport(builder -> builder.threadFactory(gate).idleTimeout(Duration.ofMillis(1)));
            Cancellation cancellation = new Cancellation();
            CompletableFuture<Response> unwanted = transport.sendAsync(
                    Request.builder(server.uri()).cancellation(cancellation).build());
            cancellation.cancel();
            assertThatThrownBy(() -> unwanted.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RequestCanceledException.class);

            gate.open(2);

            assertThat(Fixture.text(
                            transport.roundTrip(Request.get(server.uri())).body()))
                    .isEqualTo("hello, world!");
        }
    }

    /** Row 42: TestIssue4191_InfiniteGetTimeout. */
    @Test
    void deadlineEndsTheReadingOfAnEndlessBody() throws Exception {
        byte[] endless = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\n\r\n");
            while (!peer.socket().isClosed()) {
                peer.write(endless);
            }
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(
                Request.builder(server.uri()).deadline(Duration.ofMillis(500)).build());

        assertThatThrownBy(() -> readOn(response.body())).isInstanceOf(RequestTimeoutException.class);
        assertThat(Fixture.ended(transport, response.connectionId()).closeReason())
                .isEqualTo(CloseReason.CANCELED);
    }

    /** Row 35: TestTransportPersistConnLeakNeverIdle. */
    @Test
    void connectionThatWasNeverIdleIsNotKept() throws Exception {
        RawServer server = fixture.hello();
        List<WeakReference<Socket>> sockets = new CopyOnWriteArrayList<>();
        Transport transport =
                fixture.transport(builder -> builder.disableKeepAlives().dialer((host, port, request) -> {
                    Socket socket = new Socket(host, port);
                    sockets.add(new WeakReference<>(socket));
                    return socket;
                }));

        for (int i = 0; i < 5; i++) {
            Fixture.get(transport, server);
        }

        Eventually.await("all sockets are collected", () -> {
            System.gc();
            return sockets.stream().allMatch(each -> each.refersTo(null));
        });
        assertThat(sockets).hasSize(5);
    }

    private static void readOn(InputStream body) throws Exception {
        byte[] bytes = new byte[8192];
        while (body.read(bytes) >= 0) {
            // What comes is of no interest, only that it ends.
        }
    }
}
