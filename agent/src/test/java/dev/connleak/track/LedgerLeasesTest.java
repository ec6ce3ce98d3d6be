package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When a connection is lent, to whom, and when that is over. */
class LedgerLeasesTest {
    private final Book book = new Book();

    @Test
    void aLeaseIsOpenUntilItIsReleased() {
        Book.Lease lease = book.lease();
        boolean before = book.exchange().leaseOpen;

        lease.body().release();

        assertThat(before).isTrue();
        assertThat(book.exchange().leaseOpen).isFalse();
    }

    @Test
    void anExchangeWithoutABodyIsOverWithItsLease() {
        book.lease().release();

        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.bodies(BodyState.NONE)).isEqualTo(1);
    }

    @Test
    void aConnectionIsLeasedToOneExchangeAndThenIdle() {
        Book.Lease lease = book.lease();
        long leasedTo = book.connection().exchange;
        long id = book.exchange().id;

        lease.release();

        assertThat(leasedTo).isEqualTo(id);
        assertThat(book.connection().exchange).isZero();
    }

    @Test
    void theSameLeaseToldTwiceIsOne() {
        Book.Lease lease = book.lease();

        lease.record(Event.LEASED, lease.connection);

        assertThat(book.snapshot().exchanges).hasSize(1);
        assertThat(book.ledger.started(0)).isEqualTo(1);
    }

    @Test
    void aSecondLeaseOfTheSameKeyEndsTheFirst() {
        Book.Lease lease = book.lease();
        Object next = book.hold(new Object());

        lease.record(Event.LEASED, next);

        assertThat(book.exchange().connection).isEqualTo(((Connection) book.entry(next)).id);
        assertThat(book.bodies(BodyState.NONE)).isEqualTo(2);
    }

    @Test
    void whatASecondLeaseOfTheSameKeyEndsIsStillCounted() {
        Book.Lease lease = book.lease().body().eof();

        lease.record(Event.LEASED, book.hold(new Object()));

        assertThat(book.snapshot().clients[0].exchanges).isEqualTo(2);
        assertThat(book.bodies(BodyState.READ_TO_EOF_NOT_CLOSED)).isEqualTo(1);
    }

    @Test
    void aClosedConnectionEndsItsLeaseAndIsNotKept() {
        Book.Lease lease = book.lease().body();

        book.record(Event.CONNECTION_CLOSED, lease.connection);

        assertThat(book.exchange().leaseOpen).isFalse();
        assertThat(lease.found().is(Exchange.DESTROYED)).isTrue();
        assertThat(book.snapshot().connections).isEmpty();
    }

    @Test
    void aNewSocketInTheSameObjectEndsTheLeaseOfTheOldOne() {
        Book.Lease lease = book.lease().body();

        book.record(Event.CONNECTION_OPENED, lease.connection);

        assertThat(book.exchange().leaseOpen).isFalse();
        assertThat(book.snapshot().connectionsOpened).isEqualTo(2);
        assertThat(book.connection().uses).isZero();
    }

    @Test
    void theSecondLeaseOfAConnectionReusesIt() {
        Object connection = book.hold(new Object());
        book.lease(0, connection).release();

        book.lease(0, connection).release();

        assertThat(book.snapshot().clients[0].onReusedConnection).isEqualTo(1);
        assertThat(book.connection().uses).isEqualTo(2);
    }

    @Test
    void aConnectionThatWasThereBeforeALateAgentIsAdopted() {
        Book late = Book.attached();

        late.lease();

        assertThat(late.connection().adopted).isTrue();
        assertThat(late.snapshot().clients[0].onReusedConnection).isEqualTo(1);
    }

    @Test
    void aConnectionThatALateAgentSawOpeningIsNotAdopted() {
        Book late = Book.attached();
        Object connection = late.hold(new Object());

        late.record(Event.CONNECTION_OPENED, connection);
        late.lease(0, connection);

        assertThat(late.connection().adopted).isFalse();
    }

    @Test
    void aConnectionMayStandInAnAtomicReference() {
        Object connection = book.hold(new Object());

        book.record(Event.LEASED, book.hold(new Object()), new AtomicReference<>(connection));

        assertThat(book.exchange().connection).isEqualTo(((Connection) book.entry(connection)).id);
    }

    @Test
    void aLeaseOnAnEmptyReferenceHasNoConnection() {
        book.record(Event.LEASED, book.hold(new Object()), new AtomicReference<>());

        assertThat(book.exchange().connection).isZero();
    }
}
