package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets which connection: late binding, and the limit for each host. */
class TicketTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 56: TestTransportSocketLateBinding. */
    @Test
    void returningConnectionServesTheRequestThatDials() throws Exception {
        RawServer server = fixture.hello();
        GatedDials dials = new GatedDials();
        Transport transport = fixture.transport(builder -> builder.threadFactory(dials));
        dials.open(1);
        Response first = transport.roundTrip(Request.get(server.uri()));

        CompletableFuture<Response> second = transport.sendAsync(Request.get(server.uri()));
        Eventually.await("the second dial has begun", () -> server.accepted() == 2);
        assertThat(Fixture.states(transport)).contains(ConnectionState.DIALING);
        first.body().readAllBytes();

        assertThat(second.get(5, TimeUnit.SECONDS).connectionId()).isEqualTo(first.connectionId());
        dials.open(1);
        Eventually.await(
                "the dial that came too late is idle",
                () -> transport.snapshot().idle().containsKey(server.key()));
    }

    @Test
    void canceledRequestLeavesItsDialToTheNext() throws Exception {
        RawServer server = fixture.hello();
        GatedDials dials = new GatedDials();
        Transport transport = fixture.transport(builder -> builder.threadFactory(dials));
        CompletableFuture<Response> canceled = transport.sendAsync(Request.get(server.uri()));
        Eventually.await("the dial has begun", () -> server.accepted() == 1);

        canceled.cancel(true);
        Eventually.await("nobody waits", () -> transport.snapshot().waiting().isEmpty());
        dials.open(1);
        Eventually.await(
                "the connection is idle", () -> transport.snapshot().idle().containsKey(server.key()));

        Fixture.get(transport, server);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void dialThatNobodyWaitsForIsClosedWithoutKeepAlive() throws Exception {
        RawServer server = fixture.hello();
        GatedDials dials = new GatedDials();
        Transport transport =
                fixture.transport(builder -> builder.threadFactory(dials).disableKeepAlives());
        CompletableFuture<Response> canceled = transport.sendAsync(Request.get(server.uri()));
        Eventually.await("the dial has begun", () -> server.accepted() == 1);

        canceled.cancel(true);
        Eventually.await(
                "the call has ended", () -> Fixture.threads().stream().noneMatch(name -> name.contains("call")));
        dials.open(1);

        Eventually.await("the connection is gone", () -> transport.snapshot().ended() == 1);
        assertThat(transport.snapshot().lastEnded().get(0).closeReason()).isEqualTo(CloseReason.KEEP_ALIVES_DISABLED);
    }

    @Test
    void failedDialFailsItsRequestAndFreesItsSlot() throws Exception {
        RawServer server = fixture.hello();
        server.close();
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Fixture.get(transport, server)).isInstanceOf(ConnectException.class);
        }
        assertThat(transport.snapshot().connections()).isEmpty();
    }

    @Test
    void waitersForAFullHostAreServedInTheirOrderByOneConnection() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));
        Response first = transport.roundTrip(Request.get(server.uri()));
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> waiters = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int number = i;
            waiters.add(transport.sendAsync(Request.get(server.uri())).thenAccept(response -> {
                order.add(number);
                read(response);
            }));
            Eventually.await(
                    "request " + i + " waits",
                    () -> transport.snapshot().waiting().getOrDefault(server.key(), 0) == number + 1);
        }

        first.body().readAllBytes();
        CompletableFuture.allOf(waiters.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);

        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void closedConnectionGivesItsSlotToTheFirstWaiter() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));
        Response first = transport.roundTrip(Request.get(server.uri()));
        CompletableFuture<Response> waiter = transport.sendAsync(Request.get(server.uri()));
        Eventually.await("it waits", () -> !transport.snapshot().waiting().isEmpty());
        assertThat(server.accepted()).isEqualTo(1);

        first.close();

        assertThat(waiter.get(5, TimeUnit.SECONDS).connectionId()).isNotEqualTo(first.connectionId());
        assertThat(server.accepted()).isEqualTo(2);
    }

    /** Row 12: TestTransportMaxConnsPerHostDialCancellation. */
    @Test
    void canceledWaiterDoesNotLoseTheSlot() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));
        Response first = transport.roundTrip(Request.get(server.uri()));
        CompletableFuture<Response> canceled = transport.sendAsync(Request.get(server.uri()));
        Eventually.await("it waits", () -> !transport.snapshot().waiting().isEmpty());

        canceled.cancel(true);
        Eventually.await(
                "it waits no more", () -> transport.snapshot().waiting().isEmpty());
        first.close();

        Fixture.get(transport, server);
        Fixture.get(transport, server);
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void canceledWaiterIsForgottenWhileTheHolderStays() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));
        transport.roundTrip(Request.get(server.uri()));

        WeakReference<Request> forgotten = new WeakReference<>(waitAndCancel(transport, server));

        Eventually.await("the request is collected", () -> {
            System.gc();
            return forgotten.refersTo(null);
        });
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.BODY);
    }

    @Test
    void limitHoldsWithoutKeepAlive() throws Exception {
        RawServer server = fixture.hello();
        Transport transport =
                fixture.transport(builder -> builder.maxConnectionsPerHost(1).disableKeepAlives());
        List<CompletableFuture<Void>> all = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            all.add(transport.sendAsync(Request.get(server.uri())).thenAccept(TicketTest::read));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);

        assertThat(server.accepted()).isEqualTo(10);
    }

    @Test
    void closingTheTransportFailsThoseWhoWait() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));
        transport.roundTrip(Request.get(server.uri()));
        CompletableFuture<Response> waiter = transport.sendAsync(Request.get(server.uri()));
        Eventually.await("it waits", () -> !transport.snapshot().waiting().isEmpty());

        transport.close();

        assertThatThrownBy(() -> waiter.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(TransportClosedException.class);
    }

    private static Request waitAndCancel(Transport transport, RawServer server) throws Exception {
        Request request = Request.get(server.uri());
        CompletableFuture<Response> canceled = transport.sendAsync(request);
        Eventually.await("it waits", () -> !transport.snapshot().waiting().isEmpty());
        canceled.cancel(true);
        return request;
    }

    private static void read(Response response) {
        try {
            response.body().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
