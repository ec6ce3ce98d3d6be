package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Book book = new Book();

    @Test
    void aHealthyExchangeIsOnlyCounted() {
        book.lease().body().eof().close().release();

        Tally tally = tally();

        assertThat(tally.exchanges).isEqualTo(1);
        assertThat(tally.closedEarly + tally.cancelled + tally.rescued + tally.returnedLate)
                .isZero();
    }

    @Test
    void anEarlyCloseThatCostTheConnectionIsWaste() {
        book.lease().request("http://orders:8080/orders").body().close().destroy();

        assertThat(tally().closedEarly).isEqualTo(1);
        assertThat(tally().route).isEqualTo("http://orders:8080/orders");
    }

    @Test
    void anEarlyCloseThatKeptTheConnectionIsNot() {
        book.lease().body().close().release();

        assertThat(tally().closedEarly).isZero();
    }

    @Test
    void anEarlyCloseOfAConnectionThatWasNotKeptAliveIsNot() {
        book.lease()
                .head(new Book.Head(200, "content-length", 10, false, false))
                .body()
                .close()
                .destroy();

        assertThat(tally().closedEarly).isZero();
    }

    @Test
    void anEarlyCloseByTheClientItselfIsNot() {
        Object call = book.hold(new Object());
        Object key = book.hold(new Object());
        book.record(Event.CALLED, call);
        book.record(Event.EXCHANGE_STARTED, key, call);
        book.record(Event.BODY, book.hold(new Object()), key);
        book.record(Event.CLOSE_ENTERED, key);
        book.record(Event.CLOSE_LEFT, key);

        book.record(Event.RELEASED, key, key);

        assertThat(tally().closedEarly).isZero();
    }

    @Test
    void aCloseAfterAFailedReadIsNot() {
        book.lease().body().record(Event.EOF, new IOException("reset")).close().destroy();

        assertThat(tally().closedEarly).isZero();
    }

    @Test
    void whatIsCancelledInOrderToCloseItIsClosedEarly() {
        book.lease().body().closeEntered().cancel().closeLeft().destroy();

        assertThat(tally().cancelled).isZero();
        assertThat(tally().closedEarly).isEqualTo(1);
    }

    @Test
    void whatIsCancelledBecauseItsConnectionWasClosedWasNotGivenUp() {
        book.lease().body().destroy().cancel().close();

        assertThat(tally().cancelled).isZero();
    }

    @Test
    void aCancelledExchangeIsCountedAsThatAlone() {
        book.lease().body().cancel().close().destroy();

        assertThat(tally().cancelled).isEqualTo(1);
        assertThat(tally().closedEarly).isZero();
    }

    @Test
    void anAbandonedBodyWhoseLeaseSomethingElseEndedWasRescued() {
        Book.Lease lease = book.lease().body().abandon();
        book.sweep();

        lease.release();

        assertThat(tally().rescued).isEqualTo(1);
        assertThat(tally().rescuedKeepAlive).isTrue();
    }

    @Test
    void whatHadLookedHeldAndCameBackReturnedLate() {
        Book.Lease lease = book.lease().body();
        book.live(Book.HELD_AFTER.plusSeconds(40));

        lease.eof().close().release();

        assertThat(tally().returnedLate).isEqualTo(1);
    }

    @Test
    void firstAndLastAreWhenTheNotableOnesEnded() {
        Object connection = book.hold(new Object());
        wasteOn(connection);
        long first = book.now();
        book.pass(Duration.ofSeconds(3));
        wasteOn(connection);
        long last = book.now();
        book.pass(Duration.ofSeconds(3));
        book.lease(0, connection).body().eof().close().release();

        assertThat(book.snapshot().tallies).anySatisfy(tally -> {
            assertThat(tally.firstNanos).isEqualTo(first);
            assertThat(tally.lastNanos).isEqualTo(last);
        });
    }

    @Test
    void aSnapshotsTallyDoesNotGrow() {
        book.lease().release();
        Snapshot before = book.snapshot();

        book.lease().release();
        book.snapshot();

        assertThat(before.tallies.get(0).exchanges).isEqualTo(1);
    }

    private void wasteOn(Object connection) {
        book.lease(0, connection).body().close().destroy();
    }

    private Tally tally() {
        return book.snapshot().tallies.get(0);
    }
}
