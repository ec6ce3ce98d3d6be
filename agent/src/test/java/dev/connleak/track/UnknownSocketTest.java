package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnknownSocketTest {
    private static final Duration RENDERED = Duration.ofSeconds(1);
    private static final Duration BEYOND_FINALIZERS = Duration.ofSeconds(2);

    private final Book book = new Book();

    @Test
    void isAConnectionThatKnowsWhoConnectedIt() {
        connected(new Socket());

        ConnectionFacts connection = book.connection();

        assertThat(connection.opener).isNotNegative();
        assertThat(connection.remote).isEqualTo("127.0.0.1:8080");
        assertThat(book.snapshot().connectionsOpened).isEqualTo(1);
    }

    @Test
    void isNoExchange() {
        connected(new Socket());

        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.snapshot().clients[0].exchanges).isZero();
    }

    @Test
    void ofAWatchedClientIsLeftToThatClientsOwnEvents() {
        book.watched = UnknownSocketTest.class.getName();

        connected(new Socket());

        assertThat(book.snapshot().connections).isEmpty();
        assertThat(book.snapshot().connectionsOpened).isZero();
    }

    @Test
    void ofAWatchedClientTakesNoPlaceForItsStack() {
        book.watched = UnknownSocketTest.class.getName();
        connected(new Socket());

        book.pass(RENDERED).sweep();

        assertThat(book.snapshot().stacks).isEmpty();
    }

    @Test
    void thatIsYoungKeepsItsStackBare() {
        Object socket = connected(new Socket());

        book.sweep();

        assertThat(((Connection) book.entry(socket)).nobodys).isFalse();
    }

    @Test
    void thatWasClosedIsForgotten() {
        Object socket = connected(new Socket());

        book.record(Event.CONNECTION_CLOSED, socket);

        assertThat(book.snapshot().connections).isEmpty();
    }

    @Test
    void thatWasDroppedIsCountedForThePlaceThatConnectedIt() {
        drop(connected(new Socket()));

        assertThat(book.tallies()).singleElement().satisfies(tally -> {
            assertThat(tally.dropped).isEqualTo(1);
            assertThat(tally.droppedForGood).isZero();
            assertThat(tally.stack).isNotNegative();
            assertThat(tally.exchanges).isZero();
        });
        assertThat(book.snapshot().connections).isEmpty();
    }

    @Test
    void thatIsDroppedIsAReasonToLook() {
        long before = book.sweep.suspicions();

        drop(connected(new Socket()));

        assertThat(book.sweep.suspicions()).isGreaterThan(before);
    }

    @Test
    void thatIsNoSocketHasNobodyToCloseItOnceDropped() {
        drop(connected(new Object()));

        assertThat(book.tallies())
                .singleElement()
                .satisfies(tally -> assertThat(tally.droppedForGood).isEqualTo(1));
    }

    @Test
    void knowsWhereTheDroppedOneLed() {
        Object socket = connected(new Socket());
        book.pass(RENDERED).sweep();

        drop(socket);

        assertThat(book.tallies())
                .singleElement()
                .satisfies(tally -> assertThat(tally.route).isEqualTo("tcp://127.0.0.1:8080"));
    }

    @Test
    void thatAFinalizerClosesWasNotDropped() {
        Object socket = connected(new Socket());
        book.collect(socket);
        book.sweep();

        book.record(Event.CONNECTION_CLOSED, socket);
        book.pass(BEYOND_FINALIZERS).sweep();

        assertThat(book.tallies()).isEmpty();
    }

    @Test
    void ofAWatchedClientThatIsDroppedIsNoneOfOurs() {
        book.watched = UnknownSocketTest.class.getName();

        drop(connected(new Socket()));

        assertThat(book.tallies()).isEmpty();
    }

    @Test
    void withoutAStackNobodyCanTellWhoseItIs() {
        Book blind = Book.withoutStacks();

        blind.record(Event.SOCKET_CONNECTED, blind.hold(new Socket()));

        assertThat(blind.snapshot().connections).isEmpty();
        assertThat(blind.ledger.entries.live()).isZero();
    }

    @Test
    void ofWhichThereAreTooManyAreCountedAsDropped() {
        Book small = Book.ofCapacity(1);

        small.record(Event.SOCKET_CONNECTED, small.hold(new Socket()));
        small.record(Event.SOCKET_CONNECTED, small.hold(new Socket()));

        assertThat(small.ledger.entries.dropped()).isEqualTo(1);
    }

    private Object connected(Object socket) {
        book.record(Event.SOCKET_CONNECTED, book.hold(socket));
        return socket;
    }

    private void drop(Object socket) {
        book.collect(socket);
        book.sweep();
        book.pass(BEYOND_FINALIZERS).sweep();
    }
}
