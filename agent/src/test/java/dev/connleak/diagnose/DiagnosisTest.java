package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Duration CLOSE_AFTER = Duration.ofSeconds(10);
    private static final Duration LONG = Book.HELD_AFTER.multipliedBy(2);

    private final Book book = new Book();

    @Test
    void aQuietLedgerHasNoCause() {
        Orders.poll(book).eof().close().release();

        assertThat(causes()).isEmpty();
    }

    // Grades

    @Test
    void anAbandonedBodyIsProven() {
        Orders.poll(book).abandon();

        Cause cause = cause();

        assertThat(cause.kind).isEqualTo(Kind.BODY_ABANDONED);
        assertThat(cause.grade).isEqualTo(Grade.PROVEN);
        assertThat(cause.reasons).containsExactly("1 of 1 handles were collected while the lease was open");
    }

    @Test
    void aBodyReadToItsEndAndDroppedIsProven() {
        Orders.poll(book).eof().abandon();

        assertThat(cause().kind).isEqualTo(Kind.BODY_READ_NOT_RELEASED);
        assertThat(cause().grade).isEqualTo(Grade.PROVEN);
    }

    @Test
    void aSingleOldOneIsASuspect() {
        Orders.poll(book);

        book.live(LONG);

        assertThat(cause().kind).isEqualTo(Kind.BODY_HELD);
        assertThat(cause().grade).isEqualTo(Grade.SUSPECT);
    }

    @Test
    void onePlaceThatKeepsAddingIsLikely() {
        poll(2);

        book.live(LONG);

        assertThat(cause().count).isEqualTo(2);
        assertThat(cause().grade).isEqualTo(Grade.LIKELY);
    }

    @Test
    void twoPlacesWithOneEachAreTwoSuspects() {
        Orders.poll(book);
        Orders.list(book);

        book.live(LONG);

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT, Grade.SUSPECT);
    }

    @Test
    void whatWasOpenAndIdleWhenTheProcessEndedIsLikely() {
        Orders.poll(book);
        book.live(Duration.ofSeconds(5));

        List<Cause> causes = atExit(book.now());

        assertThat(causes).hasSize(1);
        assertThat(causes.get(0).grade).isEqualTo(Grade.LIKELY);
    }

    @Test
    void whatWasJustOpenedWhenTheProcessEndedIsNoLeak() {
        book.live(Duration.ofSeconds(5));
        Orders.poll(book);
        long end = book.now();

        book.live(Duration.ofSeconds(5));

        assertThat(atExit(end)).isEmpty();
    }

    @Test
    void whatOtherHooksCloseAtExitIsTakenBack() {
        Book.Lease lease = Orders.poll(book);
        book.live(Duration.ofSeconds(5));
        long end = book.now();

        lease.close().release();

        assertThat(atExit(end)).isEmpty();
    }

    @Test
    void withoutVisibleProgressManyAreOnlySuspectWhileItRuns() {
        for (int i = 0; i < 5; i++) {
            Orders.act(() -> book.lease().body(null));
        }

        book.live(LONG);

        assertThat(cause().grade).isEqualTo(Grade.SUSPECT);
        assertThat(atExit(book.now())).extracting(cause -> cause.grade).containsExactly(Grade.LIKELY);
    }

    @Test
    void aBlockedCloseIsLikely() {
        Orders.poll(book).closeEntered();

        book.live(CLOSE_AFTER);

        assertThat(cause().kind).isEqualTo(Kind.CLOSE_BLOCKED);
        assertThat(cause().grade).isEqualTo(Grade.LIKELY);
    }

    @Test
    void aLateReturnTakesAFindingBack() {
        Book.Lease lease = Orders.poll(book);
        book.live(LONG);
        int before = causes().size();

        lease.eof().close().release();

        assertThat(before).isEqualTo(1);
        assertThat(causes()).isEmpty();
    }

    @Test
    void lateReturnsOfTheSamePlaceWeakenWhatIsLeft() {
        List<Book.Lease> leases = poll(3);
        book.live(LONG);

        leases.get(0).eof().close().release();

        assertThat(cause().returnedLate).isEqualTo(1);
        assertThat(cause().grade).isEqualTo(Grade.SUSPECT);
        assertThat(cause().reasons).containsExactly("1 others of this place came back late");
    }

    // Kinds

    @Test
    void oneBugAtTwoMomentsIsOneCause() {
        List<Book.Lease> leases = poll(5);
        leases.get(0).abandon();
        leases.get(1).abandon();

        book.live(LONG);

        assertThat(cause().kind).isEqualTo(Kind.BODY_ABANDONED);
        assertThat(cause().byKind).containsEntry(Kind.BODY_ABANDONED, 2L).containsEntry(Kind.BODY_HELD, 3L);
        assertThat(cause().count).isEqualTo(5);
    }

    @Test
    void ofUnprovenKindsTheMostFrequentNamesTheCause() {
        List<Book.Lease> leases = poll(5);
        leases.get(0).close();

        book.live(LONG);

        assertThat(cause().kind).isEqualTo(Kind.BODY_HELD);
    }

    @Test
    void aProvenKindNamesTheCauseHoweverRare() {
        List<Book.Lease> leases = poll(5);
        leases.get(4).eof().abandon();

        book.live(LONG);

        assertThat(cause().kind).isEqualTo(Kind.BODY_READ_NOT_RELEASED);
        assertThat(cause().grade).isEqualTo(Grade.PROVEN);
    }

    // What a cause says

    @Test
    void aCauseCountsWhatItHolds() {
        List<Book.Lease> leases = poll(4);
        leases.get(0).abandon();
        book.sweep();
        leases.get(0).destroy();

        book.live(LONG);

        Cause cause = cause();
        assertThat(cause.count).isEqualTo(4);
        assertThat(cause.openNow).isEqualTo(3);
        assertThat(cause.connectionsHeld()).isEqualTo(3);
        assertThat(cause.rescued).isEqualTo(1);
        assertThat(cause.outcome).isEqualTo(Outcome.HELD);
        assertThat(cause.url).isEqualTo("http://orders:8080/orders/4711");
    }

    @Test
    void withoutKeepAliveItIsStuck() {
        Orders.poll(book).notKeptAlive().abandon();

        assertThat(cause().outcome).isEqualTo(Outcome.STUCK);
        assertThat(cause().keepAlive).isFalse();
    }

    @Test
    void whatSomethingElseGaveBackWasRescued() {
        long first = book.now();
        for (int i = 0; i < 2; i++) {
            Book.Lease lease = Orders.poll(book).abandon();
            book.sweep();
            lease.release();
            book.pass(Duration.ofSeconds(1));
        }

        Cause cause = cause();

        assertThat(cause.kind).isEqualTo(Kind.BODY_ABANDONED);
        assertThat(cause.outcome).isEqualTo(Outcome.RESCUED);
        assertThat(cause.rescued).isEqualTo(2);
        assertThat(cause.openNow).isZero();
        assertThat(cause.firstNanos).isEqualTo(first);
        assertThat(cause.lastNanos).isEqualTo(first + Duration.ofSeconds(1).toNanos());
    }

    @Test
    void firstAndLastAreWhenItWasSeen() {
        long first = book.now();
        Orders.poll(book);
        book.pass(Duration.ofSeconds(7));
        long last = book.now();
        Orders.poll(book);

        book.live(LONG);

        List<Cause> causes = causes();
        assertThat(causes.stream().mapToLong(cause -> cause.firstNanos).min()).hasValue(first);
        assertThat(causes.stream().mapToLong(cause -> cause.lastNanos).max()).hasValue(last);
    }

    @Test
    void theSitesHealthyExchangesAreCountedBesideIt() {
        for (int i = 0; i < 7; i++) {
            Book.Lease lease = Orders.poll(book);
            if (i < 4) {
                lease.eof().close().release();
            }
        }
        Orders.list(book).eof().close().release();

        book.live(LONG);

        assertThat(cause().siteExchanges).isEqualTo(7);
    }

    @Test
    void theStackLeadsToTheSite() {
        Orders.poll(book).abandon();

        assertThat(cause().path.site).isNotNull().satisfies(site -> {
            assertThat(site.getClassName()).isEqualTo("com.acme.Orders");
            assertThat(site.getMethodName()).isEqualTo("poll");
        });
        assertThat(cause().stacks).hasSize(1);
    }

    @Test
    void oneFunctionOfTwoClientsIsTwoCauses() {
        Orders.poll(book, 0).abandon();
        Orders.poll(book, 1).abandon();

        assertThat(causes()).extracting(cause -> cause.client).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aClientWhoseVerdictsAreOffHasNoCause() {
        Orders.poll(book, 0).abandon();
        wasteOf(20);

        List<Cause> causes = Diagnosis.of(
                book.snapshot(), running(), new Libraries(List.of()), new @Nullable String[] {null, "two", "three"});

        assertThat(causes).isEmpty();
    }

    // Waste

    @Test
    void fourEarlyClosesAreNoCause() {
        wasteOf(4);

        assertThat(causes()).isEmpty();
    }

    @Test
    void fiveOfFiveAreWaste() {
        wasteOf(5);

        Cause cause = cause();
        assertThat(cause.kind).isEqualTo(Kind.CLOSED_EARLY);
        assertThat(cause.kind.leak).isFalse();
        assertThat(cause.outcome).isEqualTo(Outcome.DESTROYED);
        assertThat(cause.count).isEqualTo(5);
    }

    @Test
    void aTenthOfThePlacesExchangesIsNoCause() {
        mixed(5, 45);

        assertThat(causes()).isEmpty();
    }

    @Test
    void moreThanATenthIs() {
        mixed(5, 44);

        assertThat(cause().siteExchanges).isEqualTo(49);
        assertThat(cause().reasons).containsExactly("5 of 49 exchanges of this place");
    }

    @Test
    void repeatedCancelsAreWaste() {
        for (int i = 0; i < 5; i++) {
            Orders.poll(book).cancel().destroy().close();
        }

        assertThat(cause().kind).isEqualTo(Kind.EXCHANGE_CANCELLED);
    }

    // No findings

    @Test
    void anEventStreamASubscriberAndAReaderAreNoFindings() {
        Orders.act(() ->
                book.lease().head(new Book.Head(200, "chunked", -1, true, true)).body());
        Orders.poll(book).record(Event.SUBSCRIBED, null);
        book.reading.add(Orders.poll(book).connection);

        book.live(LONG);

        assertThat(causes()).isEmpty();
        assertThat(atExit(book.now())).isEmpty();
    }

    // Order

    @Test
    void theWorstComesFirst() {
        wasteOf(50);
        Orders.poll(book, 1);
        for (int i = 0; i < 3; i++) {
            Orders.list(book);
        }
        Orders.poll(book, 2).abandon();

        book.live(LONG);

        assertThat(causes())
                .extracting(cause -> cause.grade + " " + cause.kind)
                .containsExactly(
                        "PROVEN BODY_ABANDONED", "LIKELY BODY_HELD", "SUSPECT BODY_HELD", "PROVEN CLOSED_EARLY");
    }

    @Test
    void whatHoldsMoreIsWorse() {
        for (int i = 0; i < 3; i++) {
            Orders.list(book);
        }
        poll(5);

        book.live(LONG);

        assertThat(causes()).extracting(cause -> cause.count).containsExactly(5L, 3L);
    }

    @Test
    void theSameSnapshotGivesTheSameCausesInTheSameOrder() {
        poll(3);
        Orders.poll(book, 1).abandon();
        Orders.poll(book, 2).abandon();
        wasteOf(6);
        book.live(LONG);

        assertThat(causes()).extracting(cause -> cause.fingerprint).isEqualTo(fingerprints());
    }

    // Bare sockets

    @Test
    void aDroppedSocketIsAProvenLeaseThatWasHeld() {
        Orders.drop(book, new Socket());

        assertThat(cause().kind).isEqualTo(Kind.LEASE_HELD);
        assertThat(cause().grade).isEqualTo(Grade.PROVEN);
        assertThat(cause().outcome).isEqualTo(Outcome.RESCUED);
        assertThat(cause().reasons).containsExactly("1 of 1 sockets were collected without having been closed");
    }

    @Test
    void aDroppedChannelStaysOpenForGood() {
        Orders.drop(book, new Object());
        Orders.drop(book, new Object());

        assertThat(cause().count).isEqualTo(2);
        assertThat(cause().openNow).isEqualTo(2);
        assertThat(cause().outcome).isEqualTo(Outcome.HELD);
    }

    @Test
    void socketsThatLiveLongAreNoCause() {
        for (int i = 0; i < 20; i++) {
            Orders.connect(book, new Socket());
        }
        book.live(LONG);

        assertThat(causes()).isEmpty();
        assertThat(atExit(book.now())).isEmpty();
    }

    private List<String> fingerprints() {
        return causes().stream().map(cause -> cause.fingerprint).toList();
    }

    private List<Book.Lease> poll(int times) {
        return IntStream.range(0, times).mapToObj(i -> Orders.poll(book)).toList();
    }

    /** Exchanges of one place on connections of their own, all closed before their end. */
    private void wasteOf(int times) {
        mixed(times, 0);
    }

    private void mixed(int early, int healthy) {
        for (int i = 0; i < early + healthy; i++) {
            Book.Lease lease = Orders.poll(book);
            if (i < early) {
                lease.close().destroy();
            } else {
                lease.eof().close().release();
            }
        }
    }

    private Cause cause() {
        List<Cause> causes = causes();
        assertThat(causes).hasSize(1);
        return causes.get(0);
    }

    private List<Cause> causes() {
        return diagnose(running());
    }

    private List<Cause> atExit(long endNanos) {
        return diagnose(Thresholds.exiting(Duration.ofSeconds(1).toNanos(), CLOSE_AFTER.toNanos(), endNanos));
    }

    private List<Cause> diagnose(Thresholds thresholds) {
        return Diagnosis.of(
                book.snapshot(), thresholds, new Libraries(List.of()), new @Nullable String[] {"one", "two", "three"});
    }

    private static Thresholds running() {
        return Thresholds.running(Book.HELD_AFTER.toNanos(), CLOSE_AFTER.toNanos());
    }
}
