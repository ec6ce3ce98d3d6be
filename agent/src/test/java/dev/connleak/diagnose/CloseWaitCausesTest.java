package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloseWaitCausesTest {
    private static final Duration LOOKED = Book.HELD_AFTER.dividedBy(2);

    private final Book book = new Book();
    private final Object pool = Orders.pool(book);

    @Test
    void idleConnectionsThatTheServerHasClosedAreWaste() {
        use(5);
        book.serverCloses = true;

        book.live(LOOKED);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind).isEqualTo(Kind.CLOSE_WAIT_IDLE);
            assertThat(cause.leak).isFalse();
            assertThat(cause.grade).isEqualTo(Grade.PROVEN);
            assertThat(cause.count).isEqualTo(5);
            assertThat(cause.connections).hasSize(5);
            assertThat(cause.path.place()).startsWith("com.acme.Orders.poll(");
        });
    }

    /** The close of the older ones may be what was lost. */
    @Test
    void fourThatWereOpenedAfterAnErrorOfTheAgentsOwnAreNotEnoughToBeSure() {
        use(1);
        book.pass(Duration.ofMillis(1)).ledger.doubt();
        use(4);
        book.serverCloses = true;
        book.live(LOOKED);
        List<Cause> withFour = causes();

        use(1);
        book.live(LOOKED);

        assertThat(withFour).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.PROVEN);
    }

    /** As HttpURLConnection's does. */
    @Test
    void aCacheThatClosesWhatIsIdleByItselfKeepsNone() {
        book.oneCache = true;
        use(5);
        book.serverCloses = true;

        book.live(LOOKED);

        assertThat(causes()).isEmpty();
    }

    @Test
    void fourAreNotEnough() {
        use(4);
        book.serverCloses = true;

        book.live(LOOKED);

        assertThat(causes()).isEmpty();
    }

    @Test
    void idleConnectionsThatTheServerKeepsAreAPool() {
        use(50);

        book.live(LOOKED);

        assertThat(causes()).isEmpty();
    }

    @Test
    void aPoolThatIsUsedOnAndKeepsThemLeaksThem() {
        use(5);
        book.serverCloses = true;
        book.live(Book.HELD_AFTER.multipliedBy(2));

        use(1);
        book.live(LOOKED);

        assertThat(causes()).extracting(cause -> cause.leak).containsExactly(true);
    }

    @Test
    void thatTheirNumberGrowsIsALeak() {
        use(5);
        book.serverCloses = true;
        book.live(Book.HELD_AFTER.multipliedBy(2));
        use(1);
        book.live(LOOKED);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.leak).isTrue();
            assertThat(cause.reasons).containsExactly("their number grows");
        });
    }

    @Test
    void connectionsThatThePoolClosesAreGone() {
        List<Object> connections = use(5);
        book.serverCloses = true;
        book.live(LOOKED);

        connections.forEach(connection -> book.record(Event.CONNECTION_CLOSED, connection));

        assertThat(causes()).isEmpty();
    }

    @Test
    void theFirstSightIsASuspicionOnce() {
        use(5);
        book.serverCloses = true;
        book.sweep();
        long before = book.sweep.suspicions();

        book.live(LOOKED);

        assertThat(book.sweep.suspicions()).isEqualTo(before + 1);
    }

    private List<Object> use(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> {
                    Object connection = book.hold(new Object());
                    book.record(Event.CONNECTION_OPENED, connection, pool);
                    Orders.poll(book, connection).eof().close().release();
                    return connection;
                })
                .toList();
    }

    private List<Cause> causes() {
        Thresholds thresholds = Thresholds.running(
                Book.HELD_AFTER.toNanos(), Duration.ofSeconds(10).toNanos());
        return Diagnosis.of(
                book.snapshot(), thresholds, new Libraries(List.of()), new @Nullable String[] {"one", "two", "three"});
    }
}
