package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the collector finds, and what comes back after it. */
class LedgerRescuesTest {
    private final Book book = new Book();

    @Test
    void aReleaseAfterTheKeyWasCollectedIsARescue() {
        Book.Lease lease = book.lease().body();
        Exchange exchange = lease.found();
        book.collect(lease.key);

        lease.release();

        assertThat(exchange.is(Exchange.LEASE_ENDED | Exchange.RESCUED)).isTrue();
    }

    @Test
    void aReleaseAfterTheHandleWasCollectedIsARescue() {
        Book.Lease lease = book.lease().body().abandon();
        Exchange exchange = lease.found();
        book.sweep();

        lease.release();

        assertThat(exchange.is(Exchange.ABANDONED | Exchange.RESCUED)).isTrue();
        assertThat(book.bodies(BodyState.ABANDONED)).isEqualTo(1);
    }

    @Test
    void aHandleFoundAfterItsRescueIsStillAbandoned() {
        Book.Lease lease = book.lease().body();
        Exchange exchange = lease.found();
        book.collect(lease.key);
        lease.release();
        assertThat(exchange.is(Exchange.RESCUED)).isTrue();

        Objects.requireNonNull(exchange.handle).enqueue();

        assertThat(book.bodies(BodyState.ABANDONED)).isEqualTo(1);
    }

    @Test
    void aHandleCollectedAfterAnOrdinaryReleaseIsNotAbandoned() {
        book.lease().body().release().abandon();

        assertThat(book.bodies(BodyState.ABANDONED)).isZero();
        assertThat(book.bodies(BodyState.READ_TO_EOF_NOT_CLOSED)).isEqualTo(1);
    }

    @Test
    void aHandleCollectedAfterItsEndIsNotAbandoned() {
        book.lease().body().eof().abandon();

        assertThat(book.exchange().body).isEqualTo(BodyState.READ_TO_EOF_NOT_CLOSED);
        assertThat(book.exchange().handleGone).isTrue();
    }

    @Test
    void anAttemptWhoseKeyWasLostBeforeItsHeadEndsAfterASecond() {
        Book.Lease lease = book.lease();
        book.collect(lease.key);
        book.sweep();
        int before = book.snapshot().exchanges.size();

        book.pass(Duration.ofSeconds(1)).sweep();

        assertThat(before).isEqualTo(1);
        assertThat(book.snapshot().exchanges).isEmpty();
    }

    @Test
    void aLostConnectionEndsItsLeaseAfterASecond() {
        Book.Lease lease = book.lease().body();
        book.collect(lease.connection);
        book.sweep();
        boolean before = book.exchange().leaseOpen;

        book.pass(Duration.ofSeconds(1)).sweep();

        assertThat(before).isTrue();
        assertThat(book.exchange().leaseOpen).isFalse();
        assertThat(book.snapshot().connections).isEmpty();
    }

    @Test
    void theLeaseOfAnAbandonedBodyEndsWithItsSocket() {
        Book.Lease lease = book.lease().body().abandon();
        book.sweep();

        book.closedSockets.add(lease.connection);

        book.pass(Duration.ofSeconds(1)).sweep();
        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.bodies(BodyState.ABANDONED)).isEqualTo(1);
    }

    @Test
    void aConnectionThatAFinalizerBringsBackIsTheSameOne() {
        Book.Lease lease = book.lease().body();
        long id = book.connection().id;
        book.collect(lease.connection);
        book.sweep();

        lease.release();
        book.lease(0, lease.connection);
        book.pass(Duration.ofSeconds(2)).sweep();

        assertThat(book.connection().id).isEqualTo(id);
        assertThat(book.connection().uses).isEqualTo(2);
        assertThat(book.snapshot().connectionsOpened).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsBroughtBackKeepsItsLease() {
        Book.Lease lease = book.lease().body();
        book.collect(lease.connection);
        book.sweep();

        book.record(Event.READ, lease.connection);
        book.pass(Duration.ofSeconds(2)).sweep();

        assertThat(book.exchange().leaseOpen).isTrue();
        assertThat(book.connection().exchange).isEqualTo(book.exchange().id);
        assertThat(book.connection().reader).isNotNull();
    }
}
