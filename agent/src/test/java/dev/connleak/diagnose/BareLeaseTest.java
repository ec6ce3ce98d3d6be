package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Leases that the application takes from a pool by itself. */
class BareLeaseTest {
    private static final Duration CLOSE_AFTER = Duration.ofSeconds(10);
    private static final Duration LONG = Book.HELD_AFTER.multipliedBy(2);
    private static final Duration BEYOND_FINALIZERS = Duration.ofSeconds(2);

    private final Book book = new Book();
    private final Object pool = Orders.pool(book);

    @Test
    void thatIsNotGivenBackIsASuspectAtTheLineThatTookIt() {
        take();

        book.live(LONG);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind).isEqualTo(Kind.LEASE_HELD);
            assertThat(cause.grade).isEqualTo(Grade.SUSPECT);
            assertThat(cause.connectionsHeld()).isEqualTo(1);
            assertThat(cause.ofSockets).isFalse();
            assertThat(cause.path.place()).startsWith("com.acme.Orders.take(");
        });
    }

    @Test
    void ofAPlaceThatKeepsTakingIsLikely() {
        take();
        take();

        book.live(LONG);

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.LIKELY);
    }

    @Test
    void thatIsGivenBackIsNone() {
        Object lease = take();

        book.record(Event.RELEASED, lease);
        book.live(LONG);

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatIsUsedIsNone() {
        take();

        for (int i = 0; i < 10; i++) {
            book.live(Book.HELD_AFTER.dividedBy(2));
            book.leaseProgress.incrementAndGet();
        }

        assertThat(causes()).isEmpty();
    }

    @Test
    void inWhoseSocketAThreadIsIsNone() {
        Object connection = book.hold(new Object());
        take(connection);
        book.reading.add(connection);

        book.live(Duration.ofHours(1));

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatIsGivenBackLateTakesItBackAndIsCounted() {
        take();
        Object late = take();
        book.live(LONG);

        book.record(Event.RELEASED, late);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.count).isEqualTo(1);
            assertThat(cause.returnedLate).isEqualTo(1);
        });
    }

    @Test
    void thatIsDroppedIsProvenAndStaysOpen() {
        drop(take());

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.grade).isEqualTo(Grade.PROVEN);
            assertThat(cause.outcome).isEqualTo(Outcome.HELD);
            assertThat(cause.openNow).isEqualTo(1);
        });
    }

    @Test
    void thatIsDroppedAndThenClosedByItsPoolWasRescued() {
        Object connection = book.hold(new Object());
        drop(take(connection));

        book.record(Event.CONNECTION_CLOSED, connection);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind).isEqualTo(Kind.LEASE_HELD);
            assertThat(cause.grade).isEqualTo(Grade.PROVEN);
            assertThat(cause.outcome).isEqualTo(Outcome.RESCUED);
            assertThat(cause.rescued).isEqualTo(1);
        });
    }

    @Test
    void belongsToThePoolThatWasAsked() {
        take();

        assertThat(book.exchange().pool).isEqualTo(book.pool().id);
        assertThat(book.connection().pool).isEqualTo(book.pool().id);
    }

    /** Then it is that client's, which tells of its end in its own way. */
    @Test
    void thatAClientHasAskedForIsNone() {
        book.record(Event.WAIT_STARTED, pool);
        take();
        book.record(Event.WAIT_ENDED, pool);

        book.live(LONG);

        assertThat(causes()).isEmpty();
        assertThat(book.snapshot().exchanges).isEmpty();
    }

    private Object take() {
        return take(book.hold(new Object()));
    }

    private Object take(Object connection) {
        return Orders.take(book, pool, connection);
    }

    private void drop(Object lease) {
        book.collect(lease);
        book.live(BEYOND_FINALIZERS);
    }

    private List<Cause> causes() {
        return Diagnosis.of(
                book.snapshot(),
                Thresholds.running(Book.HELD_AFTER.toNanos(), CLOSE_AFTER.toNanos()),
                new Libraries(List.of()),
                new @Nullable String[] {"one", "two", "three"});
    }
}
