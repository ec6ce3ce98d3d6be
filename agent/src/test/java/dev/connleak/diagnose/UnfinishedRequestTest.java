package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnfinishedRequestTest {
    private static final Duration CLOSE_AFTER = Duration.ofSeconds(10);
    private static final Duration LONG = Book.HELD_AFTER.multipliedBy(2);
    private static final Duration SEEN = Duration.ofSeconds(2);
    private static final Duration BEYOND_FINALIZERS = Duration.ofSeconds(2);
    private static final int GIVEN = 0;

    private final Book book = new Book();

    @Test
    void thatWaitsForTheApplicationForLongIsASuspect() {
        begin(GIVEN);

        book.live(LONG);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind).isEqualTo(Kind.REQUEST_NOT_FINISHED);
            assertThat(cause.grade).isEqualTo(Grade.SUSPECT);
            assertThat(cause.connectionsHeld()).isEqualTo(1);
            assertThat(cause.path.place()).startsWith("com.acme.Orders.upload(");
        });
    }

    @Test
    void ofAPlaceThatKeepsAddingIsLikely() {
        begin(GIVEN);
        begin(GIVEN);

        book.live(LONG);

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.LIKELY);
    }

    @Test
    void thatIsYoungIsNone() {
        begin(GIVEN);

        book.live(Book.HELD_AFTER.minusSeconds(1));

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatGoesOnSlowlyIsNone() {
        AtomicLong written = begin(GIVEN);

        for (int i = 0; i < 10; i++) {
            book.live(Book.HELD_AFTER.dividedBy(2));
            written.incrementAndGet();
        }

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatWaitsForTheServerIsNone() {
        Orders.upload(book, GIVEN);

        book.live(Duration.ofHours(1));

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatWaitedForTheServerIsAsOldAsItsWaitForTheApplication() {
        Book.Lease lease = Orders.upload(book, GIVEN);
        book.live(LONG);

        book.unfinished.put(lease.key, new AtomicLong());
        book.live(Book.HELD_AFTER.minusSeconds(1));

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatIsAnsweredIsNone() {
        Book.Lease lease = Orders.upload(book, GIVEN);
        book.unfinished.put(lease.key, new AtomicLong());
        book.live(LONG);

        lease.head(Book.Head.of(200, 10));

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatIsFinishedAfterAllTakesItBackAndIsCounted() {
        begin(GIVEN);
        Book.Lease late = Orders.upload(book, GIVEN);
        book.unfinished.put(late.key, new AtomicLong());
        book.live(LONG);

        late.head(Book.Head.of(200, 0)).release();

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.count).isEqualTo(1);
            assertThat(cause.returnedLate).isEqualTo(1);
            assertThat(cause.grade).isEqualTo(Grade.SUSPECT);
        });
    }

    @Test
    void thatIsFinishedAfterAllHasABodyLikeAnyOther() {
        Book.Lease lease = Orders.upload(book, GIVEN);
        book.unfinished.put(lease.key, new AtomicLong());
        book.live(LONG);

        lease.head(Book.Head.of(200, 10)).body();
        book.live(LONG);

        assertThat(causes()).extracting(cause -> cause.kind).containsExactly(Kind.BODY_HELD);
    }

    @Test
    void isAReasonToLookAndItsBodyIsAnother() {
        Book.Lease lease = Orders.upload(book, GIVEN);
        book.unfinished.put(lease.key, new AtomicLong());
        book.live(LONG);
        long once = book.sweep.suspicions();

        lease.head(Book.Head.of(200, 10)).body();
        book.live(LONG.multipliedBy(2));

        assertThat(once).isEqualTo(1);
        assertThat(book.sweep.suspicions()).isEqualTo(2);
    }

    @Test
    void thatWasGivenAndIdleWhenTheProcessEndedIsLikely() {
        begin(GIVEN);
        book.live(Duration.ofSeconds(5));

        assertThat(atExit()).extracting(cause -> cause.grade).containsExactly(Grade.LIKELY);
    }

    /** A shutdown in mid-request. */
    @Test
    void thatWasAskedForWhenTheProcessEndedIsNone() {
        begin(Book.ASKING);
        book.live(Duration.ofSeconds(5));

        assertThat(atExit()).isEmpty();
    }

    @Test
    void thatHadBeenAskedForForLongWhenTheProcessEndedIsLikely() {
        begin(Book.ASKING);
        book.live(LONG);

        assertThat(atExit()).extracting(cause -> cause.grade).containsExactly(Grade.LIKELY);
    }

    @Test
    void thatIsDroppedIsProven() {
        drop(waiting(GIVEN));

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind).isEqualTo(Kind.REQUEST_NOT_FINISHED);
            assertThat(cause.grade).isEqualTo(Grade.PROVEN);
            assertThat(cause.outcome).isEqualTo(Outcome.RESCUED);
            assertThat(cause.rescued).isEqualTo(1);
        });
    }

    /** A report looks at all there is, and nothing can be asked of what is gone. */
    @Test
    void thatIsDroppedJustBeforeAReportIsProvenAsWell() {
        Book.Lease lease = waiting(GIVEN);
        book.collect(lease.key);
        book.snapshot();

        book.live(BEYOND_FINALIZERS);

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.PROVEN);
    }

    /** A handshake that failed leaves the same behind. */
    @Test
    void thatIsDroppedAndWasNeverSeenToWaitIsNone() {
        Book.Lease lease = Orders.upload(book, GIVEN);
        book.live(SEEN);

        drop(lease);

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatIsDroppedOnceItWasAnsweredIsNone() {
        drop(waiting(GIVEN).head(Book.Head.of(204, 0)));

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatIsDroppedOnceItWasGivenUpIsNone() {
        drop(waiting(GIVEN).closeEntered());

        assertThat(causes()).isEmpty();
    }

    /** Such a client drops attempts by itself. */
    @Test
    void thatAClientDropsIsNone() {
        drop(waiting(Book.ASKING));

        assertThat(causes()).isEmpty();
    }

    private Book.Lease waiting(int client) {
        Book.Lease lease = Orders.upload(book, client);
        book.unfinished.put(lease.key, new AtomicLong());
        book.live(SEEN);
        return lease;
    }

    private AtomicLong begin(int client) {
        AtomicLong written = new AtomicLong();
        book.unfinished.put(Orders.upload(book, client).key, written);
        return written;
    }

    private void drop(Book.Lease lease) {
        book.collect(lease.key);
        book.live(BEYOND_FINALIZERS);
    }

    private List<Cause> causes() {
        return diagnose(Thresholds.running(Book.HELD_AFTER.toNanos(), CLOSE_AFTER.toNanos()));
    }

    private List<Cause> atExit() {
        return diagnose(Thresholds.exiting(Duration.ofSeconds(1).toNanos(), CLOSE_AFTER.toNanos(), book.now()));
    }

    private List<Cause> diagnose(Thresholds thresholds) {
        return Diagnosis.of(
                book.snapshot(), thresholds, new Libraries(List.of()), new @Nullable String[] {"one", "two", "three"});
    }
}
