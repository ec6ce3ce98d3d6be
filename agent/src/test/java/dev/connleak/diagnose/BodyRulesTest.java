package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.track.Book;
import dev.connleak.track.Event;
import dev.connleak.track.Snapshot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyRulesTest {
    private static final Duration CLOSE_AFTER = Duration.ofSeconds(10);

    private final Book book = new Book();

    @Test
    void anAbandonedBodyIsAbandonedAtAnyAge() {
        book.lease().body().abandon();

        assertThat(judge()).isEqualTo(Kind.BODY_ABANDONED);
    }

    @Test
    void anOpenBodyWithoutProgressForLongIsHeld() {
        book.lease().body();

        book.live(Book.HELD_AFTER);

        assertThat(judge()).isEqualTo(Kind.BODY_HELD);
    }

    @Test
    void aYoungOneIsNot() {
        book.lease().body();

        book.live(Book.HELD_AFTER.minusSeconds(1));

        assertThat(judge()).isNull();
    }

    /** A laptop's lid, a container that is paused, a machine that is moved: the clock jumps, and nobody could read. */
    @Test
    void whileTheProcessWasSuspendedNothingWasHeld() {
        book.lease().body();
        book.live(Duration.ofSeconds(2));

        book.pass(Duration.ofHours(8));

        assertThat(judge()).isNull();
        book.live(Book.HELD_AFTER);
        assertThat(judge()).isEqualTo(Kind.BODY_HELD);
    }

    @Test
    void whileTheProcessWasSuspendedNoCloseWasBlocked() {
        book.lease().body().closeEntered();
        book.live(Duration.ofSeconds(2));

        book.pass(Duration.ofHours(8));

        assertThat(judge()).isNull();
        book.live(CLOSE_AFTER);
        assertThat(judge()).isEqualTo(Kind.CLOSE_BLOCKED);
    }

    @Test
    void whatWasOpenWhenTheAgentWasSwitchedOffIsNotHeldForThat() {
        book.lease().body();
        book.live(Duration.ofSeconds(2));

        book.ledger.end();
        book.live(Book.HELD_AFTER);

        assertThat(judge()).isNull();
    }

    @Test
    void aHandleThatIsClearedAfterTheAgentWasSwitchedOffProvesNothing() {
        Book.Lease lease = book.lease().body();

        book.ledger.end();
        lease.abandon();

        assertThat(judge()).isNull();
    }

    @Test
    void aReadInProgressIsNoLeak() {
        Book.Lease lease = book.lease().body();
        book.reading.add(lease.connection);

        book.live(Duration.ofHours(1));

        assertThat(judge()).isNull();
    }

    @Test
    void anEventStreamIsNoLeak() {
        book.lease().head(new Book.Head(200, "chunked", -1, true, true)).body();

        book.live(Duration.ofMinutes(10));

        assertThat(judge()).isNull();
    }

    @Test
    void aBodyWithASubscriberIsNoLeak() {
        book.lease().body().record(Event.SUBSCRIBED, null);

        book.live(Duration.ofMinutes(10));

        assertThat(judge()).isNull();
    }

    @Test
    void aDownloadThatGoesOnIsNoLeak() {
        Book.Lease lease = book.lease().body();

        for (int i = 0; i < 100; i++) {
            lease.progress.incrementAndGet();
            book.live(Duration.ofSeconds(2));
        }

        assertThat(judge()).isNull();
    }

    @Test
    void aReleasedLeaseIsNoLeakWhateverTheBody() {
        book.lease().body().eof().release();

        book.live(Duration.ofMinutes(10));

        assertThat(judge()).isNull();
    }

    @Test
    void aBodyReadToItsEndWhoseLeaseStaysWasNotReleased() {
        book.lease().body().eof();

        book.live(Book.HELD_AFTER);

        assertThat(judge()).isEqualTo(Kind.BODY_READ_NOT_RELEASED);
    }

    @Test
    void aBodyReadToItsEndAndDroppedWasNotReleasedAtAnyAge() {
        book.lease().body().eof().abandon();

        assertThat(judge()).isEqualTo(Kind.BODY_READ_NOT_RELEASED);
    }

    @Test
    void aBodyJustReadToItsEndMayStillBeReleased() {
        book.lease().body().eof();

        book.live(Book.HELD_AFTER.minusSeconds(1));

        assertThat(judge()).isNull();
    }

    @Test
    void aClosedBodyWhoseLeaseStaysWasNotReleased() {
        book.lease().body().close();

        book.live(Book.HELD_AFTER);

        assertThat(judge()).isEqualTo(Kind.BODY_CLOSED_NOT_RELEASED);
    }

    @Test
    void aBodyReadAndClosedWhoseLeaseStaysWasNotReleased() {
        book.lease().body().eof().close();

        book.live(Book.HELD_AFTER);

        assertThat(judge()).isEqualTo(Kind.BODY_CLOSED_NOT_RELEASED);
    }

    @Test
    void aCloseThatDrainsForLongIsBlocked() {
        book.lease().body().closeEntered();

        book.live(CLOSE_AFTER);

        assertThat(judge()).isEqualTo(Kind.CLOSE_BLOCKED);
    }

    @Test
    void aCloseThatDrainsForAMomentIsNot() {
        book.lease().body().closeEntered();

        book.live(CLOSE_AFTER.minusSeconds(1));

        assertThat(judge()).isNull();
    }

    @Test
    void anExchangeWithoutABodyIsNoLeak() {
        book.lease();

        book.live(Duration.ofMinutes(10));

        assertThat(judge()).isNull();
    }

    // A process that sleeps

    @Test
    void aBodyIsNotHeldForTheTimeThatTheProcessSlept() {
        book.lease().body();
        book.live(Duration.ofSeconds(3));

        book.pass(Book.HELD_AFTER.multipliedBy(2));

        assertThat(judge()).isNull();
    }

    @Test
    void norForTheTimeThatItSleptInTheMiddleOfASweep() {
        book.lease().body();
        book.live(Duration.ofSeconds(3));

        book.whileSampled = this::sleepOnce;
        book.sweep();

        assertThat(judge()).isNull();
    }

    @Test
    void norForTheTimeThatItSleptInTheMiddleOfASnapshot() {
        book.lease().body();
        book.live(Duration.ofSeconds(3));

        book.whileCollected = this::sleepOnce;

        assertThat(judge()).isNull();
        assertThat(judge()).isNull();
    }

    @Test
    void aBodyThatStandsStillWhenTheProcessIsAwakeAgainIsHeld() {
        book.lease().body();
        book.live(Duration.ofSeconds(3)).pass(Book.HELD_AFTER.multipliedBy(2)).sweep();

        book.live(Book.HELD_AFTER);

        assertThat(judge()).isEqualTo(Kind.BODY_HELD);
    }

    /** A ledger of so many entries would never be judged if its sweeps were taken for sleep. */
    @Test
    void aSweepThatIsLongByItsEntriesIsNoSleep() {
        for (int i = 0; i < 450; i++) {
            book.lease().body();
        }
        book.live(Book.HELD_AFTER);

        book.whileSampled = () -> book.pass(Duration.ofMillis(5));
        Snapshot snapshot = book.snapshot();

        assertThat(snapshot.exchanges)
                .extracting(exchange -> rules(snapshot).judge(exchange))
                .containsOnly(Kind.BODY_HELD);
    }

    private void sleepOnce() {
        book.whileSampled = () -> {};
        book.whileCollected = () -> {};
        book.pass(Book.HELD_AFTER.multipliedBy(2));
    }

    private @Nullable Kind judge() {
        Snapshot snapshot = book.snapshot();
        return rules(snapshot).judge(snapshot.exchanges.get(0));
    }

    private static BodyRules rules(Snapshot snapshot) {
        Thresholds thresholds = Thresholds.running(Book.HELD_AFTER.toNanos(), CLOSE_AFTER.toNanos());
        return new BodyRules(thresholds, snapshot.knownNanos, snapshot.awakeNanos);
    }
}
