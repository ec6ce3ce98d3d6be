package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopCausesTest {
    private final Book book = new Book();
    private final Object pool = Orders.pool(book);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> loops = new ArrayList<>();

    @AfterEach
    void endLoops() throws InterruptedException {
        end.countDown();
        for (Thread loop : loops) {
            loop.join();
        }
    }

    @Test
    void loopsThatOutliveTheirConnectionsAreOneProvenCause() throws Exception {
        for (int i = 0; i < 3; i++) {
            book.record(Event.CONNECTION_CLOSED, connectionWithLoops(2));
        }

        book.live(Book.HELD_AFTER);

        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind).isEqualTo(Kind.LOOP_THREAD_ORPHANED);
            assertThat(cause.grade).isEqualTo(Grade.PROVEN);
            assertThat(cause.count).isEqualTo(6);
            assertThat(cause.openNow).isEqualTo(6);
            assertThat(cause.connections).hasSize(3);
            assertThat(cause.threads).extracting(worker -> worker.id).containsAll(ids());
            assertThat(cause.path.place()).startsWith("com.acme.Orders.pool(");
        });
    }

    @Test
    void loopsOfAnOpenConnectionAreItsOwnBusiness() throws Exception {
        connectionWithLoops(2);

        book.live(Book.HELD_AFTER.multipliedBy(2));

        assertThat(causes()).isEmpty();
    }

    @Test
    void loopsMayTakeAMomentToNotice() throws Exception {
        book.record(Event.CONNECTION_CLOSED, connectionWithLoops(2));

        book.live(Book.HELD_AFTER.minusSeconds(2));

        assertThat(causes()).isEmpty();
    }

    /** Whose thread may do something else by now. */
    @Test
    void loopsWhoseEndMayBeLostAreOnlySuspected() throws Exception {
        book.record(Event.CONNECTION_CLOSED, connectionWithLoops(2));
        book.pass(Duration.ofMillis(1)).ledger.doubt();

        book.live(Book.HELD_AFTER);

        assertThat(causes()).extracting(cause -> cause.grade).containsExactly(Grade.SUSPECT);
    }

    @Test
    void loopsOfAProcessThatSleptTakeTheirMomentAfterwards() throws Exception {
        book.record(Event.CONNECTION_CLOSED, connectionWithLoops(2));

        book.pass(Book.HELD_AFTER.multipliedBy(2));

        assertThat(causes()).extracting(cause -> cause.kind).isEmpty();
    }

    @Test
    void aThreadThatDiedWithoutAWordIsNotOrphaned() throws Exception {
        book.record(Event.CONNECTION_CLOSED, connectionWithLoops(2));
        endLoops();

        book.live(Book.HELD_AFTER);

        assertThat(causes()).isEmpty();
        assertThat(book.snapshot().connections).isEmpty();
    }

    @Test
    void aSocketThatIsFoundClosedOrphansItsLoops() throws Exception {
        Object connection = connectionWithLoops(1);
        book.closedSockets.add(connection);

        book.live(Book.HELD_AFTER.plusSeconds(2));

        assertThat(causes()).extracting(cause -> cause.count).containsExactly(1L);
    }

    @Test
    void aConnectionThatWasDroppedOrphansItsLoops() throws Exception {
        Object connection = connectionWithLoops(1);
        book.collect(connection);

        book.live(Book.HELD_AFTER.plusSeconds(2));

        assertThat(causes()).extracting(cause -> cause.count).containsExactly(1L);
    }

    @Test
    void theirFirstAgeIsASuspicion() throws Exception {
        book.record(Event.CONNECTION_CLOSED, connectionWithLoops(1));
        long before = book.sweep.suspicions();

        book.live(Book.HELD_AFTER.multipliedBy(3));

        assertThat(book.sweep.suspicions()).isEqualTo(before + 1);
    }

    @Test
    void aClientThatIsNotJudgedHasNone() throws Exception {
        book.record(Event.CONNECTION_CLOSED, connectionWithLoops(1));

        book.live(Book.HELD_AFTER);

        assertThat(causes(new String[] {null, "two", "three"})).isEmpty();
    }

    private Object connectionWithLoops(int number) throws InterruptedException {
        Object connection = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, connection, pool);
        CountDownLatch begun = new CountDownLatch(number);
        for (int i = 0; i < number; i++) {
            Thread loop = new Thread(() -> {
                book.record(Event.LOOP_STARTED, connection);
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts a loop", e);
                }
            });
            loops.add(loop);
            loop.start();
        }
        begun.await();
        return connection;
    }

    private List<Long> ids() {
        return loops.stream().map(Thread::getId).toList();
    }

    private List<Cause> causes() {
        return causes(new String[] {"one", "two", "three"});
    }

    private List<Cause> causes(@Nullable String[] clients) {
        Thresholds thresholds = Thresholds.running(
                Book.HELD_AFTER.toNanos(), Duration.ofSeconds(10).toNanos());
        return Diagnosis.of(book.snapshot(), thresholds, new Libraries(List.of()), clients);
    }
}
