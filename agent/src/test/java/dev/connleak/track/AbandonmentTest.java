package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With a real collector: what is proven hangs on the ledger not holding what it waits to see go. */
class AbandonmentTest {
    @Test
    void aSubstituteIsWhatTheApplicationDrops() {
        Book substituted = new Book();
        Book.Lease lease = substituted.lease().body();
        Object substitute = substituted.hold(new Object());
        Handle before = lease.found().handle;

        substituted.record(Event.SUBSTITUTED, lease.key, substitute);

        assertThat(lease.found().handle).isNotNull().isNotSameAs(before);
        lease.abandon();
        assertThat(substituted.exchange().body).isEqualTo(BodyState.ABANDONED);
    }

    @Test
    void aHandleThatWasSubscribedToIsNotMissed() {
        Book subscribed = new Book();
        Book.Lease lease = subscribed.lease().body();
        subscribed.record(Event.SUBSCRIBED, lease.key);

        lease.abandon();

        assertThat(subscribed.exchange().body).isEqualTo(BodyState.OPEN);
    }

    /** A timer of the client's has ended the lease: what it rescued was left alone all the same. */
    @Test
    void whatItsClientEndsByATimerIsAbandonedWhenItsHandleGoes() {
        Book expired = new Book();
        Book.Lease lease = expired.lease().body();
        expired.record(Event.EXPIRED, lease.key);
        lease.destroy();

        lease.abandon();

        expired.snapshot();
        assertThat(expired.snapshot().tallies)
                .singleElement()
                .satisfies(tally -> assertThat(tally.rescued).isEqualTo(1));
    }

    @Test
    void whoseReadFailedByThatTimerHasLeftNothing() {
        Book expired = new Book();
        Book.Lease lease = expired.lease().body();
        expired.record(Event.EXPIRED, lease.key);
        lease.destroy();
        expired.record(Event.READ_FAILED, lease.key);

        lease.abandon();

        expired.snapshot();
        assertThat(expired.snapshot().tallies)
                .singleElement()
                .satisfies(tally -> assertThat(tally.rescued).isZero());
    }

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Book book = new Book();
    private final Object key = new Object();
    private final Object connection = new Object();
    private @Nullable Object handle = new Object();

    @Test
    void aDroppedHandleIsAbandoned() throws InterruptedException {
        open();

        handle = null;

        awaitState(BodyState.ABANDONED);
        assertThat(book.exchange().handleGone).isTrue();
        assertThat(book.exchange().leaseOpen).isTrue();
        assertThat(book.sweep.suspicions()).isPositive();
    }

    @Test
    void aHandleThatIsHeldIsNot() throws InterruptedException {
        open();

        System.gc();
        book.sweep.await(100);

        assertThat(book.exchange().body).isEqualTo(BodyState.OPEN);
        assertThat(handle).isNotNull();
    }

    @Test
    void aHandleThatGrewOldUnderTheSweepersEyesIsAbandonedLikeAnyOther() throws InterruptedException {
        open();
        System.gc();
        book.live(Duration.ofMinutes(10)).snapshot();
        System.gc();

        handle = null;

        awaitState(BodyState.ABANDONED);
    }

    @Test
    void theHandleCannotBeReachedThroughTheLedger() {
        open();

        Handle reference = Objects.requireNonNull(((Exchange) book.entry(key)).handle);

        assertThat(reference.get()).isNull();
        assertThat(handle).isNotNull();
    }

    @Test
    void aDroppedKeyTakesItsExchangeAlong() throws InterruptedException {
        leaseOfNobody();

        long start = System.nanoTime();
        while (!book.snapshot().exchanges.isEmpty() && System.nanoTime() - start < DEADLINE_NANOS) {
            System.gc();
            book.sweep.await(20);
            book.pass(Duration.ofSeconds(1));
        }

        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.bodies(BodyState.NONE)).isEqualTo(1);
    }

    private void leaseOfNobody() {
        book.record(Event.LEASED, new Object(), new Object());
    }

    private void open() {
        book.record(Event.LEASED, key, connection);
        book.record(Event.BODY, handle, key, book.hold(new Object()));
    }

    private void awaitState(BodyState state) throws InterruptedException {
        long start = System.nanoTime();
        while (book.exchange().body != state && System.nanoTime() - start < DEADLINE_NANOS) {
            System.gc();
            book.sweep.await(20);
        }
        assertThat(book.exchange().body).isEqualTo(state);
    }
}
