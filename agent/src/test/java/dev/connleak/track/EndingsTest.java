package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingsTest {
    private final Book book = Book.ofCapacity(20_000);
    private final Endings endings = book.ledger.endings;
    private final Object connection = book.hold(new Object());

    @Test
    void aConnectionThatWasClosedAtTheEndOfItsBodyWasNotKeptAlive() {
        book.lease(0, connection).body().eof().destroy().closeEntered().closeLeft();

        assertThat(cell(false, true, true)).isEqualTo(1);
    }

    @Test
    void theSameHoldsWhereTheTransportKnowsOfTheEndFirst() {
        book.lease(0, connection).body().destroy().eof().closeEntered().closeLeft();

        assertThat(cell(false, true, true)).isEqualTo(1);
    }

    @Test
    void aConnectionThatWasCancelledAndThenReadToItsEndMayHaveBeenKept() {
        Book.Lease lease = book.lease(0, connection).body();
        lease.record(Event.CANCELLED, null);

        lease.destroy().eof().closeEntered().closeLeft();

        assertThat(cell(true, true, true)).isEqualTo(1);
    }

    @Test
    void anEndThatIsToldInsideACloseMayBeADrainThatWasGivenUp() {
        book.lease(0, connection).body().closeEntered().eof().destroy().closeLeft();

        assertThat(cell(true, false, true)).isEqualTo(1);
        assertThat(book.tallies())
                .singleElement()
                .extracting(tally -> tally.closedEarly)
                .isEqualTo(1L);
    }

    @Test
    void theLastToEndComesFirst() {
        Exchange one = healthy();
        Exchange other = healthy();

        List<Exchange> ended = taken();

        assertThat(ended).containsExactly(other, one);
    }

    @Test
    void whatWasTakenIsGone() {
        healthy();
        taken();

        assertThat(endings.take()).isNull();
    }

    @Test
    void moreHealthyEndingsThanTheLimitAreCountedUnseen() {
        for (int i = 0; i < Endings.HEALTHY_LIMIT + 3; i++) {
            healthy();
        }

        assertThat(endings.unseen(0)).isEqualTo(3);
        assertThat(taken()).hasSize(Endings.HEALTHY_LIMIT);
        assertThat(endings.bodies(0, BodyState.READ_TO_EOF)).isEqualTo(Endings.HEALTHY_LIMIT + 3);
    }

    @Test
    void healthyEndingsDoNotCrowdOutNotableOnes() {
        for (int i = 0; i < Endings.HEALTHY_LIMIT + 3; i++) {
            healthy();
        }

        early();

        assertThat(endings.unseen(0)).isEqualTo(3);
        assertThat(taken()).hasSize(Endings.HEALTHY_LIMIT + 1);
    }

    @Test
    void notableEndingsHaveALimitToo() {
        for (int i = 0; i < Endings.NOTABLE_LIMIT + 2; i++) {
            early();
        }

        assertThat(endings.unseen(0)).isEqualTo(2);
    }

    @Test
    void whatTheSweeperIsDoneWithMakesRoom() {
        for (int i = 0; i < Endings.HEALTHY_LIMIT; i++) {
            healthy();
        }
        taken().forEach(endings::done);

        healthy();

        assertThat(endings.unseen(0)).isZero();
    }

    @Test
    void aSweepTalliesSoManyHealthyEndingsAndAReportAll() {
        for (int i = 0; i < 200; i++) {
            healthy();
        }
        book.sweep();
        long afterOne = tallied(book.sweep.tallies());

        long afterReport = tallied(book.snapshot().tallies);

        assertThat(afterOne).isEqualTo(64);
        assertThat(afterReport).isEqualTo(200);
    }

    @Test
    void theCellsNumberSaysWhatHappened() {
        assertThat(Endings.cell(Exchange.BODY | Exchange.USER_EOF | Exchange.CLOSE_ENTERED))
                .isEqualTo(0);
        assertThat(Endings.cell(Exchange.BODY | Exchange.USER_EOF)).isEqualTo(1);
        assertThat(Endings.cell(Exchange.BODY | Exchange.CLOSE_ENTERED)).isEqualTo(2);
        assertThat(Endings.cell(Exchange.BODY)).isEqualTo(3);
        assertThat(Endings.cell(Exchange.BODY | Exchange.NOT_KEPT_ALIVE)).isEqualTo(7);
    }

    @Test
    void whatWasAbandonedCancelledOrClosedEarlyIsNotable() {
        assertThat(Endings.isHealthy(Exchange.BODY | Exchange.USER_EOF | Exchange.CLOSE_ENTERED))
                .isTrue();
        assertThat(Endings.isHealthy(0)).isTrue();
        assertThat(Endings.isHealthy(Exchange.CLOSE_ENTERED)).isFalse();
        assertThat(Endings.isHealthy(Exchange.ABANDONED)).isFalse();
        assertThat(Endings.isHealthy(Exchange.CANCELLED)).isFalse();
    }

    private long cell(boolean keepAlive, boolean readToEof, boolean closed) {
        book.snapshot();
        return endings.cells(0, (keepAlive ? 0 : 4) + (readToEof ? 0 : 2) + (closed ? 0 : 1));
    }

    private Exchange healthy() {
        Book.Lease lease = book.lease(0, connection).body();
        Exchange exchange = lease.found();
        lease.eof().close().release();
        return exchange;
    }

    private void early() {
        book.lease(0, connection).body().close().release();
    }

    private List<Exchange> taken() {
        List<Exchange> list = new ArrayList<>();
        for (Exchange at = endings.take(); at != null; at = at.nextEnded) {
            list.add(at);
        }
        return list;
    }

    private static long tallied(List<Tally> tallies) {
        return tallies.stream().mapToLong(tally -> tally.exchanges).sum();
    }
}
