package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.track.Book;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Any event may have been lost in an error of the agent's own: what began before that is never sure. */
class LostEventsTest {
    private final Book book = new Book();

    @Test
    void anExchangeWhoseEndWasLostIsOnlySuspected() {
        book.lease().body().eof().closeEntered();
        book.lease().body().eof().closeEntered();
        error();

        book.live(Book.HELD_AFTER);

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
        assertThat(atExit()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
        assertThat(causes().get(0).reasons).containsExactly(Cause.DOUBT);
    }

    @Test
    void aLeakThatBeginsAfterTheErrorIsFound() {
        error();
        book.lease().body();
        book.lease().body();

        book.live(Book.HELD_AFTER);

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.LIKELY);
    }

    /** Some clients tell the end of an exchange by a key that they made with the connection. */
    @Test
    void aConnectionFromBeforeTheErrorMakesItsNextExchangeDoubtful() {
        Object connection = book.hold(new Object());
        book.lease(0, connection).release();
        error();
        book.lease(0, connection).body();

        book.live(Book.HELD_AFTER);

        assertThat(atExit()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void aBodyWhoseCloseMayBeLostIsNotProvenByItsCollection() {
        Book.Lease lease = book.lease().body();
        error();
        lease.abandon();

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void norIsOneThatWasRescued() {
        Book.Lease lease = book.lease().body();
        error();
        lease.abandon();
        book.sweep();
        lease.release();

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void whatWasProvenBeforeStaysSo() {
        Book.Lease lease = book.lease().body().abandon();
        book.sweep();
        lease.release();
        book.sweep();
        error();

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.PROVEN);
    }

    @Test
    void oneThatIsSureTellsForThoseThatAreNot() {
        book.lease().body();
        error();
        book.lease().body().abandon();

        book.live(Book.HELD_AFTER);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.grade).isEqualTo(Grade.PROVEN);
            assertThat(cause.count).isEqualTo(2);
        });
    }

    @Test
    void collectedOnesThatAreNotSureProveNothingOfOneThatIs() {
        Book.Lease abandoned = book.lease().body();
        Book.Lease rescued = book.lease().body();
        error();
        book.lease().body();
        abandoned.abandon();
        rescued.abandon();
        book.sweep();
        rescued.release();

        book.live(Book.HELD_AFTER);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.grade).isEqualTo(Grade.SUSPECT);
            assertThat(cause.count).isEqualTo(3);
            assertThat(cause.reasons).containsExactly(Cause.DOUBT);
        });
    }

    @Test
    void bodiesWhoseEndMayBeLostAreNoCertainWaste() {
        for (int i = 0; i < Thresholds.WASTE_COUNT; i++) {
            closeEarly();
        }
        error();

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void norAreCancelsWhoseEndMayBeLost() {
        for (int i = 0; i < Thresholds.WASTE_COUNT; i++) {
            book.lease().body().cancel().destroy().close();
        }
        error();

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void wasteIsCertainOnceEnoughOfItIsSure() {
        closeEarly();
        error();
        for (int i = 1; i < Thresholds.WASTE_COUNT; i++) {
            closeEarly();
        }
        List<Cause> withTooFew = causes();

        closeEarly();

        assertThat(withTooFew).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.PROVEN);
    }

    private void closeEarly() {
        book.lease().body().closeEntered().destroy().closeLeft();
    }

    private void error() {
        book.pass(Duration.ofMillis(1));
        book.ledger.doubt();
        book.pass(Duration.ofMillis(1));
    }

    private List<Cause> causes() {
        return causes(Thresholds.running(
                Book.HELD_AFTER.toNanos(), Duration.ofSeconds(10).toNanos()));
    }

    private List<Cause> atExit() {
        long second = Duration.ofSeconds(1).toNanos();
        return causes(Thresholds.exiting(second, second, book.now()));
    }

    private List<Cause> causes(Thresholds thresholds) {
        return Diagnosis.of(
                book.snapshot(), thresholds, new Libraries(List.of()), new @Nullable String[] {"one", "two", "three"});
    }
}
