package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a body, and who says so. */
class LedgerBodiesTest {
    private final Book book = new Book();

    @Test
    void aBodyReadToItsEndAndClosedIsCountedAsThat() {
        book.lease().body().eof().close().release();

        assertThat(book.bodies(BodyState.READ_TO_EOF)).isEqualTo(1);
        assertThat(book.snapshot().clients[0].cell(true, true, true)).isEqualTo(1);
        assertThat(book.snapshot().exchanges).isEmpty();
    }

    @Test
    void aBodyClosedBeforeItsEndIsClosedEarly() {
        book.lease().body().close().destroy();

        assertThat(book.bodies(BodyState.CLOSED_EARLY)).isEqualTo(1);
        assertThat(book.snapshot().clients[0].cell(true, false, true)).isEqualTo(1);
    }

    @Test
    void whatCloseDrainsIsNotTheApplicationsEndOfFile() {
        Book.Lease lease = book.lease().body().closeEntered().eof().closeLeft();

        assertThat(lease.found().is(Exchange.TRANSPORT_EOF)).isTrue();
        assertThat(book.exchange().body).isEqualTo(BodyState.CLOSED_EARLY);
        assertThat(book.exchange().readToEof).isFalse();
    }

    @Test
    void theTransportsEndIsNotTheApplications() {
        Book.Lease lease = book.lease().body();

        lease.record(Event.TRANSPORT_EOF, null);

        assertThat(book.exchange().body).isEqualTo(BodyState.OPEN);
    }

    @Test
    void aReadThatFailedIsNoEndOfFile() {
        Book.Lease lease = book.lease().body();

        lease.record(Event.EOF, new IOException("connection reset"));

        assertThat(book.exchange().readToEof).isFalse();
        assertThat(lease.found().is(Exchange.FAILED)).isTrue();
    }

    @Test
    void aLeaseMayOutliveItsBody() {
        book.lease().body().eof().close();

        assertThat(book.exchange().body).isEqualTo(BodyState.READ_TO_EOF);
        assertThat(book.exchange().leaseOpen).isTrue();
    }

    @Test
    void aBodyMayOutliveItsLease() {
        Book.Lease lease = book.lease().body().eof().release();
        BodyState between = book.exchange().body;

        lease.close();

        assertThat(between).isEqualTo(BodyState.READ_TO_EOF_NOT_CLOSED);
        assertThat(book.bodies(BodyState.READ_TO_EOF)).isEqualTo(1);
        assertThat(book.snapshot().exchanges).isEmpty();
    }

    @Test
    void aCloseThatHasNotReturnedIsClosing() {
        Book.Lease lease = book.lease().body().closeEntered();
        boolean before = book.exchange().closing;

        lease.closeLeft();

        assertThat(before).isTrue();
        assertThat(book.exchange().closing).isFalse();
    }

    @Test
    void aSecondCloseDoesNotRestartTheFirst() {
        Book.Lease lease = book.lease().body().closeEntered();
        long first = book.now();
        book.pass(Duration.ofSeconds(5));

        lease.closeEntered();

        assertThat(book.exchange().closeEnteredNanos).isEqualTo(first);
    }

    @Test
    void theBodyOfAReleasedLeaseIsNotFollowed() {
        Book.Lease lease = book.lease().release();

        lease.body();

        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.bodies(BodyState.NONE)).isEqualTo(1);
    }

    @Test
    void aSecondHandleOfOneBodyIsIgnored() {
        Book.Lease lease = book.lease().body();
        Handle first = lease.found().handle;

        book.record(Event.BODY, book.hold(new Object()), lease.key);

        assertThat(lease.found().handle).isSameAs(first);
    }

    @Test
    void aBodyOfNobodyIsIgnored() {
        book.record(Event.BODY, new Object(), new Object());

        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.ledger.entries.live()).isZero();
    }

    @Test
    void theHeadsKeepAliveCountsForTheCellOfAnExchangeThatIsSoonOver() {
        book.lease()
                .head(new Book.Head(200, "content-length", 10, false, false))
                .body()
                .close()
                .destroy();

        assertThat(book.snapshot().clients[0].cell(false, false, true)).isEqualTo(1);
    }

    @Test
    void aConnectionDestroyedAfterTheEndWasNotKeptAlive() {
        book.lease().body().eof().close().destroy();

        assertThat(book.snapshot().clients[0].cell(false, true, true)).isEqualTo(1);
    }

    @Test
    void keepAliveTrueChangesNothing() {
        Book.Lease lease = book.lease().body();

        lease.record(Event.KEEP_ALIVE, Boolean.TRUE);

        assertThat(book.exchange().keepAlive).isTrue();
    }

    @Test
    void anyOtherKeepAliveValueTurnsItOff() {
        book.lease().body().notKeptAlive();

        assertThat(book.exchange().keepAlive).isFalse();
    }

    @Test
    void aSubscribedBodyIsTold() {
        book.lease().body().record(Event.SUBSCRIBED, null);

        assertThat(book.exchange().subscribed).isTrue();
    }
}
