package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientCausesTest {
    private static final int TIMES = 6;

    private final Book book = new Book();
    private final List<Object> made = new ArrayList<>();

    /** As many test classes do it. */
    @BeforeEach
    void makeOnesOwnClient() {
        for (int i = 0; i < TIMES; i++) {
            use(Orders.pool(book));
        }
    }

    @Test
    void whatASetUpMakesIsItsTestsOwn() {
        book.live(Book.HELD_AFTER);

        assertThat(causes()).isEmpty();
    }

    @Test
    void clientsThatAreUsedAndLeftAreOneLikelyCause() {
        perRequest(TIMES);

        book.live(Book.HELD_AFTER);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind).isEqualTo(Kind.CLIENT_PER_REQUEST);
            assertThat(cause.leak).isTrue();
            assertThat(cause.grade).isEqualTo(Grade.LIKELY);
            assertThat(cause.count).isEqualTo(TIMES);
            assertThat(cause.connectionsHeld()).isEqualTo(TIMES);
            assertThat(cause.pools).hasSize(TIMES);
            assertThat(cause.path.place()).startsWith("com.acme.Orders.pool(");
            assertThat(cause.reasons).containsExactly("5 were left for good before the last one was made");
        });
    }

    @Test
    void whereClientsEndByThemselvesItIsWaste() {
        for (int i = 0; i < TIMES; i++) {
            Object pool = book.hold(new Object());
            Orders.act(() -> book.ledger.record(Event.POOL_OPENED, Book.SILENT, pool, null, null));
            use(Book.SILENT, pool);
        }

        book.live(Book.HELD_AFTER);

        assertThat(causes()).extracting(cause -> cause.leak).containsExactly(false);
    }

    @Test
    void fourAreNotEnough() {
        perRequest(4);

        book.live(Book.HELD_AFTER);

        assertThat(causes()).isEmpty();
    }

    @Test
    void clientsThatWereJustUsedMayBeClosedAnyMoment() {
        perRequest(TIMES);

        book.live(Duration.ofSeconds(5));

        assertThat(causes()).isEmpty();
    }

    @Test
    void clientsThatWereCollectedLeaveNothing() {
        perRequest(TIMES);
        made.forEach(book::collect);

        book.live(Book.HELD_AFTER);

        assertThat(causes()).isEmpty();
    }

    @Test
    void clientsThatAreClosedLeaveNothing() {
        perRequest(TIMES);
        made.forEach(pool -> book.record(Event.POOL_CLOSED, pool));

        book.live(Book.HELD_AFTER);

        assertThat(causes()).isEmpty();
    }

    @Test
    void clientsWithoutAConnectionLeaveNothingUnlessTheyHaveAThread() {
        for (int i = 0; i < TIMES; i++) {
            Object pool = Orders.pool(book);
            made.add(pool);
            book.record(Event.CONNECTION_CLOSED, use(pool));
            book.live(Duration.ofSeconds(1));
        }
        book.live(Book.HELD_AFTER);
        List<Cause> without = causes();

        book.poolsWithThread.addAll(made);

        assertThat(without).isEmpty();
        assertThat(causes()).extracting(cause -> cause.count).containsExactly((long) TIMES);
    }

    @Test
    void clientsOfAFactoryThatAreUsedOnAreOnlySuspect() {
        for (int i = 0; i < TIMES; i++) {
            made.add(Orders.pool(book));
        }
        for (int round = 0; round < 2; round++) {
            book.live(Duration.ofSeconds(1));
            made.forEach(this::use);
        }

        book.live(Book.HELD_AFTER);

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void clientsThatWereLeftBeforeAProcessSleptMayBeUsedAfterwards() {
        perRequest(TIMES);

        book.pass(Book.HELD_AFTER.multipliedBy(2));

        assertThat(causes()).extracting(cause -> cause.kind).isEmpty();
    }

    /** The close of the older ones may be what was lost. */
    @Test
    void fourThatWereMadeAfterAnErrorOfTheAgentsOwnAreNotEnoughToBeSure() {
        perRequest(2);
        book.ledger.doubt();
        perRequest(4);
        book.live(Book.HELD_AFTER);
        List<Cause> withFour = causes();

        perRequest(1);
        book.live(Book.HELD_AFTER);

        assertThat(withFour).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.LIKELY);
    }

    @Test
    void clientsThatAreInUseAreNotLeft() {
        for (int i = 0; i < TIMES; i++) {
            Object pool = Orders.pool(book);
            Object connection = use(pool);
            book.reading.add(connection);
            book.lease(0, connection).body();
        }

        book.live(Book.HELD_AFTER);

        assertThat(causes()).isEmpty();
    }

    @Test
    void aClientThatWasNeverUsedIsNoClientForARequest() {
        for (int i = 0; i < TIMES; i++) {
            book.poolsWithThread.add(Orders.pool(book));
        }

        book.live(Book.HELD_AFTER);

        assertThat(causes()).isEmpty();
    }

    @Test
    void manyLongLivedPoolsAreASuspicion() {
        perRequest(TIMES);
        long before = book.sweep.suspicions();

        book.live(Book.HELD_AFTER.plusSeconds(10));

        assertThat(book.sweep.suspicions()).isGreaterThan(before);
    }

    private void perRequest(int times) {
        for (int i = 0; i < times; i++) {
            Object pool = Orders.pool(book);
            made.add(pool);
            use(pool);
            book.live(Duration.ofSeconds(1));
        }
    }

    private Object use(Object pool) {
        return use(0, pool);
    }

    private Object use(int client, Object pool) {
        Object connection = book.hold(new Object());
        book.ledger.record(Event.CONNECTION_OPENED, client, connection, pool, null);
        book.lease(client, connection).release();
        return connection;
    }

    private List<Cause> causes() {
        Thresholds thresholds = Thresholds.running(
                Book.HELD_AFTER.toNanos(), Duration.ofSeconds(10).toNanos());
        return Diagnosis.of(
                book.snapshot(), thresholds, new Libraries(List.of()), new @Nullable String[] {"one", "two", "three"});
    }
}
