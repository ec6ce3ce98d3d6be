package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExhaustionCausesTest {
    private final Book book = new Book();
    private final Object pool = Orders.pool(book);

    @Test
    void callersThatWaitForAbandonedBodiesMeetAnExhaustedPool() {
        hold().abandon();
        hold().abandon();
        waitLong();

        assertThat(exhausted()).singleElement().satisfies(cause -> {
            assertThat(cause.grade).isEqualTo(Grade.PROVEN);
            assertThat(cause.count).isEqualTo(2);
            assertThat(cause.connectionsHeld()).isEqualTo(2);
            assertThat(cause.path.place()).startsWith("com.acme.Orders.poll(");
            assertThat(cause.reasons).containsExactly("1 caller waits for a connection, the longest for 2 s");
        });
    }

    @Test
    void theHoldersVerdictIsTheGrade() {
        Book.Lease one = hold();
        book.live(Book.HELD_AFTER.plusSeconds(1));
        waitLong();

        assertThat(one.progress).hasValue(0);
        assertThat(exhausted()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    /** The end of the wait may be what was lost. */
    @Test
    void whoWaitsSinceBeforeAnErrorOfTheAgentsOwnIsNoProof() {
        book.record(Event.WAIT_STARTED, pool);
        book.pass(Duration.ofMillis(1)).ledger.doubt();
        hold().abandon();

        book.live(Duration.ofSeconds(2));

        assertThat(exhausted()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    /** The same place is sure of another pool. */
    @Test
    void holdersFromBeforeAnErrorOfTheAgentsOwnAreNoProofForTheirPool() {
        hold().abandon();
        book.pass(Duration.ofMillis(1)).ledger.doubt();
        Object other = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, other, Orders.pool(book));
        Orders.poll(book, other).abandon();

        waitLong();

        assertThat(exhausted()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void holdersThatGoOnAreLoad() {
        Book.Lease lease = hold();
        book.record(Event.WAIT_STARTED, pool);
        for (int i = 0; i < 120; i++) {
            lease.progress.incrementAndGet();
            book.live(Duration.ofSeconds(1));
        }

        assertThat(causes()).isEmpty();
    }

    @Test
    void aWaitOfAMomentIsNone() {
        hold().abandon();
        book.sweep();
        book.record(Event.WAIT_STARTED, pool);

        book.pass(Duration.ofMillis(500));

        assertThat(exhausted()).isEmpty();
    }

    @Test
    void whoWaitsForAnotherPoolIsNotTheirVictim() {
        hold().abandon();
        book.record(Event.WAIT_STARTED, Orders.pool(book));

        book.live(Duration.ofSeconds(5));

        assertThat(exhausted()).isEmpty();
    }

    private void waitLong() {
        book.record(Event.WAIT_STARTED, pool);
        book.live(Duration.ofSeconds(2));
    }

    private Book.Lease hold() {
        Object connection = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, connection, pool);
        return Orders.poll(book, connection);
    }

    private List<Cause> exhausted() {
        return causes().stream()
                .filter(cause -> cause.kind == Kind.POOL_EXHAUSTED)
                .toList();
    }

    private List<Cause> causes() {
        Thresholds thresholds = Thresholds.running(
                Book.HELD_AFTER.toNanos(), Duration.ofSeconds(10).toNanos());
        return Diagnosis.of(
                book.snapshot(), thresholds, new Libraries(List.of()), new @Nullable String[] {"one", "two", "three"});
    }
}
