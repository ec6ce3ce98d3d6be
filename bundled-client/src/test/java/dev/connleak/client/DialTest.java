package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How connections are made, by whom, and how many at a time. */
class DialTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 73: TestTransportDialContext. */
    @Test
    void dialerOfTheApplicationIsGivenTheRequest() throws Exception {
        RawServer server = fixture.hello();
        List<Request> dialledFor = new CopyOnWriteArrayList<>();
        Transport transport = fixture.transport(builder -> builder.dialer((host, port, request) -> {
            dialledFor.add(request);
            return new Socket(host, port);
        }));
        Request request = Request.get(server.uri());

        transport.roundTrip(request).body().readAllBytes();

        assertThat(dialledFor).containsExactly(request);
    }

    /** Rows 72, 74: TestTransportDialTLS, TestTransportDialTLSContext. */
    @Test
    void tlsDialerOfTheApplicationIsUsedForSecureSitesAlone() throws Exception {
        RawServer secure = fixture.server(RawServer.always(Fixture.HELLO), Certificates.GOOD.server());
        RawServer plain = fixture.hello();
        SSLContext trusting = Certificates.GOOD.trusting();
        AtomicInteger dials = new AtomicInteger();
        Transport transport = fixture.transport(builder -> builder.tlsDialer((host, port, request) -> {
            dials.incrementAndGet();
            return trusting.getSocketFactory().createSocket(host, port);
        }));

        Fixture.get(transport, plain);
        try (Response response = transport.roundTrip(Request.get(secure.uri()))) {
            assertThat(response.body().readAllBytes()).hasSize(13);
            assertThat(response.sslSession()).isNotNull();
        }

        assertThat(dials).hasValue(1);
    }

    @Test
    void dialerThatReturnsNothingFailsTheRequest() {
        Transport transport = fixture.transport(builder -> builder.dialer((host, port, request) -> noSocket()));

        assertThatThrownBy(() -> transport.roundTrip(Request.get(URI.create("http://site.test/"))))
                .hasMessageContaining("no socket for http://site.test:80");
    }

    /** Row 100: TestTransportIDNA. */
    @Test
    void internationalHostIsResolvedAndNamedInAscii() throws Exception {
        RawServer server = fixture.hello();
        List<String> resolved = new CopyOnWriteArrayList<>();
        Transport transport = fixture.transport(builder -> builder.resolver = host -> {
            resolved.add(host);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });

        URI uri = URI.create("http://b\u00fccher.example:" + server.port() + "/");
        transport.roundTrip(Request.get(uri)).body().readAllBytes();

        assertThat(resolved).containsExactly("xn--bcher-kva.example");
        assertThat(server.nextRequest()).contains("\r\nHost: xn--bcher-kva.example:" + server.port() + "\r\n");
    }

    @Test
    void nextAddressIsTriedWhereOneRefuses() throws Exception {
        RawServer server = fixture.hello();
        InetAddress[] addresses = {InetAddress.getByName("127.0.0.77"), InetAddress.getByName("127.0.0.1")};
        Transport transport = fixture.transport(builder -> builder.resolver = host -> addresses);

        URI uri = URI.create("http://site.test:" + server.port() + "/");
        transport.roundTrip(Request.get(uri)).body().readAllBytes();

        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void failureToConnectNamesThePlaceAndTheReason() throws Exception {
        RawServer server = fixture.hello();
        server.close();
        Transport transport = fixture.transport();

        assertThatThrownBy(() -> Fixture.get(transport, server))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("refused");
    }

    @Test
    void hostThatIsNotKnownIsTold() {
        Transport transport = fixture.transport(builder -> builder.resolver = host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> transport.roundTrip(Request.get(URI.create("http://site.test/"))))
                .isInstanceOf(ConnectFailedException.class)
                .hasCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining("site.test:80");
    }

    /** Rows 10, 11: TestTransportMaxConnsPerHostIncludeDialInProgress, TestTransportMaxConnsPerHost. */
    @Test
    void dialInProgressCountsAgainstTheLimitAndAllAreServedByIt() throws Exception {
        RawServer server = fixture.hello();
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger dials = new AtomicInteger();
        Transport transport =
                fixture.transport(builder -> builder.maxConnectionsPerHost(1).dialer((host, port, request) -> {
                    dials.incrementAndGet();
                    awaitQuietly(goOn);
                    return new Socket(host, port);
                }));
        CompletableFuture<?>[] all = new CompletableFuture<?>[10];
        for (int i = 0; i < all.length; i++) {
            all[i] = transport.sendAsync(Request.get(server.uri())).thenApply(DialTest::read);
        }

        Eventually.await("all wait", () -> transport.snapshot().tickets().size() == 10);
        assertThat(dials).hasValue(1);
        assertThat(transport.snapshot().tickets())
                .filteredOn(TicketSnapshot::dialing)
                .hasSize(1);
        goOn.countDown();

        CompletableFuture.allOf(all).get(30, TimeUnit.SECONDS);
        assertThat(dials).hasValue(1);
    }

    /** Row 130: TestTransportPoolConnConnectionBecomesAvailableDuringDial. */
    @Test
    void surplusDialServesTheThirdRequest() throws Exception {
        RawServer server = fixture.hello();
        GatedDials dials = new GatedDials();
        Transport transport = fixture.transport(builder -> builder.threadFactory(dials));
        dials.open(1);
        Response first = transport.roundTrip(Request.get(server.uri()));
        CompletableFuture<Response> second = transport.sendAsync(Request.get(server.uri()));
        Eventually.await("the second dial has begun", () -> server.accepted() == 2);
        first.body().readAllBytes();
        Response late = second.get(5, TimeUnit.SECONDS);
        assertThat(late.connectionId()).isEqualTo(first.connectionId());

        dials.open(1);
        Eventually.await(
                "the surplus is idle", () -> transport.snapshot().idle().containsKey(server.key()));

        assertThat(Fixture.get(transport, server)).isNotEqualTo(first.connectionId());
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void closingIdleConnectionsEndsTheDialThatNobodyWaitsForAndNoOther() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch dialling = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(1);
        Transport transport = fixture.transport(builder -> builder.dialer((host, port, request) -> {
            dialling.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            throw new IOException("no dial of " + host);
        }));
        CompletableFuture<Response> left = transport.sendAsync(Request.get(URI.create("http://left.test/")));
        CompletableFuture<Response> kept = transport.sendAsync(Request.get(URI.create("http://kept.test/")));
        assertThat(dialling.await(30, TimeUnit.SECONDS)).isTrue();
        left.cancel(true);
        Eventually.await("one waits", () -> transport.snapshot().tickets().size() == 1);

        transport.closeIdleConnections();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        Eventually.await(
                "one dial is left", () -> transport.snapshot().connections().size() == 1);
        assertThat(transport.snapshot().connections().get(0).route()).isEqualTo("http://kept.test:80");
        assertThat(kept).isNotDone();
        never.countDown();
    }

    @Test
    void abortedDialClosesTheSocketThatItIsAtOrComesTo() throws Exception {
        DialAbort before = new DialAbort();
        DialAbort after = new DialAbort();
        DialAbort over = new DialAbort();
        try (Socket first = new Socket();
                Socket second = new Socket();
                Socket delivered = new Socket()) {
            before.abort();
            assertThatThrownBy(() -> before.at(first)).hasMessageContaining("nobody waits");
            after.at(second);
            after.abort();
            over.at(delivered);
            over.end();
            over.abort();

            assertThat(first.isClosed()).isTrue();
            assertThat(second.isClosed()).isTrue();
            assertThat(delivered.isClosed()).isFalse();
        }
    }

    /** Row 112: TestTransportClone. */
    @Test
    void transportWithTheSameSettingsSharesNothingElse() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxIdleConnectionsPerHost(7));
        Fixture.get(transport, server);

        TransportBuilder copy = transport.toBuilder();

        for (Field field : TransportBuilder.class.getDeclaredFields()) {
            assertThat(field.get(copy)).as(field.getName()).isEqualTo(field.get(transport.settings().said));
        }
        assertThat(copy.maxIdlePerHost).isEqualTo(7);
        assertThat(copy.build().snapshot().opened()).isZero();
    }

    @Test
    void snapshotTellsWhoHoldsAConnectionAndWhoWaits() throws Exception {
        RawServer server = fixture.hello();
        HandClock clock = new HandClock();
        clock.advance(Duration.ofMinutes(1));
        Transport transport = fixture.transport(builder -> {
            builder.maxConnectionsPerHost(1);
            builder.clock = clock;
        });
        URI uri = URI.create("http://me:secret@127.0.0.1:" + server.port() + "/held?token=secret");
        Response held = transport.roundTrip(Request.get(uri));
        clock.advance(Duration.ofMinutes(1));
        CompletableFuture<Response> waiting = transport.sendAsync(
                Request.builder(server.uri("/waits")).method("DELETE").build());
        Eventually.await("one waits", () -> transport.snapshot().tickets().size() == 1);

        TransportSnapshot snapshot = transport.snapshot();
        ConnectionSnapshot connection = snapshot.connections().get(0);

        assertThat(connection.owner()).isNotNull().satisfies(owner -> {
            assertThat(owner.request()).isEqualTo("GET http://127.0.0.1:" + server.port() + "/held");
            assertThat(owner.since()).isEqualTo(Instant.ofEpochSecond(60));
        });
        assertThat(connection.key()).isEqualTo(server.key());
        assertThat(snapshot.tickets().get(0).key()).isEqualTo(server.key());
        assertThat(snapshot.tickets().get(0).dialing()).isFalse();
        assertThat(snapshot.tickets().get(0).owner().request()).isEqualTo("DELETE " + server.route() + "/waits");
        assertThat(snapshot.tickets().get(0).owner().since()).isEqualTo(Instant.ofEpochSecond(120));
        assertThat(snapshot.toString()).doesNotContain("secret");
        held.body().readAllBytes();
        waiting.get(5, TimeUnit.SECONDS).body().readAllBytes();
        assertThat(transport.snapshot().connections().get(0).owner()).isNull();
        assertThat(transport.snapshot().tickets()).isEmpty();
    }

    private static int read(Response response) {
        try {
            return response.body().readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("NullAway") // What a careless dialer does.
    private static Socket noSocket() {
        return null;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
