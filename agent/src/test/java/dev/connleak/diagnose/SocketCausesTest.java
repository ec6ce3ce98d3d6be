package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sockets that no client was seen to make, and that are alive. */
class SocketCausesTest {
    private static final Duration CLOSE_AFTER = Duration.ofSeconds(10);
    private static final Duration LONG = Book.HELD_AFTER.multipliedBy(2);
    private static final int ENOUGH = 5;

    private final Book book = new Book();

    @Test
    void thatTheServerHasClosedLongAgoAreASuspect() {
        connect(ENOUGH);
        book.serverCloses = true;

        book.live(LONG);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind).isEqualTo(Kind.LEASE_HELD);
            assertThat(cause.grade).isEqualTo(Grade.SUSPECT);
            assertThat(cause.ofSockets).isTrue();
            assertThat(cause.count).isEqualTo(ENOUGH);
            assertThat(cause.connections).hasSize(ENOUGH);
            assertThat(cause.path.place()).startsWith("com.acme.Orders.connect(");
        });
    }

    @Test
    void areNoMoreThanThatWhenTheProcessEnds() {
        connect(ENOUGH);
        book.serverCloses = true;
        book.live(LONG);

        Thresholds exiting = Thresholds.exiting(Duration.ofSeconds(1).toNanos(), CLOSE_AFTER.toNanos(), book.now());

        assertThat(diagnose(exiting)).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void ofWhichTheServerHasClosedFewAreNone() {
        connect(ENOUGH - 1);
        Orders.act(() -> book.record(Event.SOCKET_CONNECTED, book.hold(new Socket())));
        book.serverCloses = true;

        book.live(LONG);

        assertThat(causes()).isEmpty();
    }

    @Test
    void thatTheServerHasJustClosedAreNone() {
        connect(ENOUGH);
        book.live(LONG);

        book.serverCloses = true;
        book.live(Duration.ofSeconds(2));

        assertThat(causes()).isEmpty();
    }

    /** Nobody could close them meanwhile. */
    @Test
    void thatTheServerHadClosedWhenTheProcessFellAsleepAreNone() {
        connect(ENOUGH);
        book.serverCloses = true;
        book.live(Duration.ofSeconds(10));

        book.pass(LONG);

        assertThat(causes()).extracting(cause -> cause.grade).isEmpty();
    }

    @Test
    void thatWereDroppedAreProven() {
        Orders.drop(book, new Socket());

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.PROVEN);
    }

    /** The close may be what was lost. */
    @Test
    void thatWereDroppedAreOnlySuspectedWhereTheyAreOlderThanAnErrorOfTheAgentsOwn() {
        List<Socket> sockets = connect(1);
        book.pass(Duration.ofMillis(1)).ledger.doubt();

        book.collect(sockets.get(0));
        book.live(Duration.ofSeconds(3));

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    /** A message broker, a database: an hour without a word is nothing to them. */
    @Test
    void thatLiveForLongAreNone() {
        connect(100);

        book.live(Duration.ofMinutes(10));

        assertThat(causes()).isEmpty();
    }

    @Test
    void addNothingToThoseThatWereDroppedAtTheSamePlace() {
        List<Socket> sockets = connect(ENOUGH + 2);
        book.serverCloses = true;
        book.live(LONG);

        sockets.subList(0, 2).forEach(book::collect);
        book.live(Duration.ofSeconds(3));

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.grade).isEqualTo(Grade.PROVEN);
            assertThat(cause.count).isEqualTo(2);
        });
    }

    private List<Socket> connect(int times) {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            sockets.add(new Socket());
            Orders.connect(book, sockets.get(i));
        }
        return sockets;
    }

    private List<Cause> causes() {
        return diagnose(Thresholds.running(Book.HELD_AFTER.toNanos(), CLOSE_AFTER.toNanos()));
    }

    private List<Cause> diagnose(Thresholds thresholds) {
        return Diagnosis.of(
                book.snapshot(), thresholds, new Libraries(List.of()), new @Nullable String[] {"one", "two", "three"});
    }
}
