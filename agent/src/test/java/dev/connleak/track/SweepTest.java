package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepTest {
    private final Book book = new Book();

    // Progress

    @Test
    void aBodyThatStandsStillGrowsIdleFromItsBeginning() {
        book.lease().body();
        long began = book.now();

        book.live(Duration.ofSeconds(20));

        assertThat(book.exchange().progressNanos).isEqualTo(began);
        assertThat(book.exchange().progressKnown).isTrue();
    }

    @Test
    void aBodyThatWentOnIsIdleFromTheLookThatSawIt() {
        Book.Lease lease = book.lease().body();
        book.live(Duration.ofSeconds(3));
        lease.progress.addAndGet(100);

        book.pass(Duration.ofSeconds(10)).sweep();

        assertThat(book.exchange().progressNanos).isEqualTo(book.now());
    }

    @Test
    void aNumberThatFallsIsProgressToo() {
        Book.Lease lease = book.lease();
        lease.progress.set(1000);
        lease.body();
        book.live(Duration.ofSeconds(3));
        lease.progress.set(900);

        book.pass(Duration.ofSeconds(10)).sweep();

        assertThat(book.exchange().progressNanos).isEqualTo(book.now());
    }

    @Test
    void whatWasReadBeforeTheFirstLookIsNoProgressOfThatMoment() {
        Book.Lease lease = book.lease().body();
        long began = book.now();
        lease.progress.set(500);

        book.pass(Duration.ofSeconds(1)).sweep();

        assertThat(book.exchange().progressNanos).isEqualTo(began);
    }

    @Test
    void looksGrowRarerAsABodyGrowsOld() {
        Book.Lease lease = book.lease().body();
        book.pass(Duration.ofSeconds(100)).sweep();
        lease.progress.set(500);

        book.pass(Duration.ofSeconds(50)).sweep();
        boolean seenEarly = lease.found().progressNanos == book.now();
        book.pass(Duration.ofSeconds(50)).sweep();

        assertThat(seenEarly).isFalse();
        assertThat(lease.found().progressNanos).isEqualTo(book.now());
    }

    @Test
    void aSnapshotAlwaysLooks() {
        Book.Lease lease = book.lease().body();
        book.pass(Duration.ofSeconds(100)).sweep();
        lease.progress.set(500);

        book.pass(Duration.ofSeconds(1));

        assertThat(book.exchange().progressNanos).isEqualTo(book.now());
    }

    @Test
    void whatShowsNothingThatMovesIsUnknown() {
        book.lease().body(book.hold(new Object()));

        book.live(Duration.ofSeconds(20));

        assertThat(book.exchange().progressKnown).isFalse();
    }

    @Test
    void aBodyWithoutAnythingToSampleIsUnknown() {
        book.lease().body(null);

        assertThat(book.exchange().progressKnown).isFalse();
    }

    @Test
    void whoHasTakenAllThereIsWaitsForThePeer() {
        Book.Lease lease = book.lease().body();
        lease.progress.set(Inspector.CAUGHT_UP);

        book.live(Book.HELD_AFTER.multipliedBy(3));

        assertThat(lease.found().suspectedNanos).isZero();
        assertThat(book.exchange().progressNanos).isEqualTo(book.now());
        assertThat(book.exchange().progressKnown).isTrue();
    }

    // Suspicion

    @Test
    void aBodyWithoutProgressForLongIsSuspected() {
        Book.Lease lease = book.lease().body();

        book.live(Book.HELD_AFTER.multipliedBy(2));

        assertThat(lease.found().suspectedNanos).isNotZero();
        assertThat(book.sweep.suspicions()).isEqualTo(1);
    }

    @Test
    void aBodyThatOnlySleepMadeOldIsNot() {
        Book.Lease lease = book.lease().body();
        book.live(Duration.ofSeconds(1));

        book.pass(Book.HELD_AFTER.multipliedBy(2)).sweep();

        assertThat(lease.found().suspectedNanos).isZero();
        assertThat(book.sweep.suspicions()).isZero();
    }

    @Test
    void aYoungBodyIsNot() {
        Book.Lease lease = book.lease().body();

        book.live(Book.HELD_AFTER.minusSeconds(1)).snapshot();

        assertThat(lease.found().suspectedNanos).isZero();
    }

    @Test
    void aBodyThatGoesOnIsNot() {
        Book.Lease lease = book.lease().body();

        for (int i = 0; i < 200; i++) {
            lease.progress.incrementAndGet();
            book.live(Duration.ofSeconds(1));
        }

        assertThat(lease.found().suspectedNanos).isZero();
    }

    @Test
    void aBodyThatSomebodyWaitsForIsNot() {
        Book.Lease lease = book.lease().body();
        book.reading.add(lease.connection);

        book.live(Book.HELD_AFTER.multipliedBy(3));

        assertThat(lease.found().suspectedNanos).isZero();
        assertThat(book.exchange().reading).isTrue();
    }

    @Test
    void anAbandonedBodyIsAReasonToLook() {
        book.lease().body().abandon();

        book.sweep();

        assertThat(book.sweep.suspicions()).isEqualTo(1);
    }

    @Test
    void aHandleDroppedAfterAnOrdinaryEndIsNone() {
        book.lease().body().eof().release().abandon();

        book.sweep();

        assertThat(book.sweep.suspicions()).isZero();
    }

    // Rendering

    @Test
    void aYoungExchangeKeepsItsStackBare() {
        Book.Lease lease = book.lease().request("http://orders/1").body();

        book.pass(Duration.ofMillis(499)).sweep();

        assertThat(lease.found().trace.stack()).isEqualTo(Trace.BARE);
        assertThat(lease.found().request).isNotNull();
    }

    @Test
    void anExchangeThatIsStillOpenIsTurnedIntoTextAndLetsGo() {
        Book.Lease lease = book.lease()
                .request("http://orders/1")
                .head(Book.Head.of(200, 10))
                .body();

        book.pass(Duration.ofMillis(500)).sweep();

        Exchange exchange = lease.found();
        assertThat(exchange.trace.stack()).isNotEqualTo(Trace.BARE);
        assertThat(exchange.request).isNull();
        assertThat(exchange.response).isNull();
        assertThat(exchange.description.url).isEqualTo("http://orders/1");
        assertThat(exchange.description.status).isEqualTo(200);
    }

    @Test
    void aCallWithoutAnExchangeLetsItsRequestGo() {
        Object call = book.hold(new Object());
        book.record(Event.CALLED, call, "http://orders/1");

        book.pass(Duration.ofMillis(500)).sweep();

        assertThat(((Call) book.entry(call)).request).isNull();
    }

    @Test
    void aConnectionLearnsWhereItLeads() {
        book.lease().request("http://orders:8080/1");

        book.pass(Duration.ofSeconds(1)).sweep();

        assertThat(book.connection().remote).isEqualTo("127.0.0.1:8080");
        assertThat(book.connection().route).isEqualTo("http://orders:8080/1");
    }

    @Test
    void anEventStreamIsToldByItsHead() {
        book.lease().head(new Book.Head(200, "chunked", -1, true, true)).body();

        assertThat(book.exchange().eventStream).isTrue();
    }

    @Test
    void aCollectedCallIsForgotten() {
        Object call = book.hold(new Object());
        book.record(Event.CALLED, call);
        Entry entry = book.entry(call);
        book.collect(call);

        book.sweep();

        assertThat(entry.removed()).isTrue();
    }

    @Test
    void aCollectedPoolIsForgotten() {
        Object pool = book.hold(new Object());
        book.record(Event.POOL_OPENED, pool);
        book.collect(pool);

        book.sweep();

        assertThat(book.snapshot().pools).isEmpty();
        assertThat(book.snapshot().poolsOpened).isEqualTo(1);
    }

    @Test
    void aCollectedPoolIsToldAsLongAsAConnectionOfItIs() {
        Object pool = book.hold(new Object());
        Object connection = book.hold(new Object());
        book.record(Event.POOL_OPENED, pool);
        book.record(Event.CONNECTION_OPENED, connection, pool);
        book.collect(pool);

        book.sweep();

        assertThat(book.pool().id).isEqualTo(book.connection().pool);
        assertThat(book.pool().collected).isTrue();
        assertThat(book.pool().stack).isNotNegative();
    }

    @Test
    void aCollectedPoolIsToldAsLongAsALeaseOfItIs() {
        Object pool = book.hold(new Object());
        Object key = book.hold(new Object());
        book.record(Event.POOL_OPENED, pool);
        book.record(Event.LEASED, key, null, pool);
        book.collect(pool);

        book.sweep();

        assertThat(book.pool().id).isEqualTo(book.exchange().pool);
    }

    @Test
    void anIdleConnectionWhoseSocketIsClosedIsClosedInASnapshot() {
        Book.Lease lease = book.lease().release();
        book.closedSockets.add(lease.connection);

        assertThat(book.connection().closed).isTrue();
    }

    @Test
    void aLeaseEndsWhenItsSocketIsFoundClosed() {
        Book.Lease lease = book.lease().body();
        book.closedSockets.add(lease.connection);

        book.pass(Duration.ofSeconds(1)).sweep();

        assertThat(book.exchange().leaseOpen).isFalse();
        assertThat(book.snapshot().connections).isEmpty();
    }
}
