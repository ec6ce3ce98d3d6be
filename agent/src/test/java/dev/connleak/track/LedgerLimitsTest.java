package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is not followed, and what events about nothing do. */
class LedgerLimitsTest {
    private final Book book = new Book();

    @Test
    void whatDoesNotFitIsCountedAndNotFollowed() {
        Book small = Book.ofCapacity(3);
        small.lease().body();

        small.lease().body();

        assertThat(small.snapshot().exchanges).hasSize(1);
        assertThat(small.snapshot().dropped).isPositive();
        assertThat(small.ledger.started(0)).isEqualTo(2);
    }

    @Test
    void threadsTakeNoRoom() throws InterruptedException {
        Book small = Book.ofCapacity(2);
        Object connection = small.hold(new Object());
        for (int i = 0; i < 20; i++) {
            Thread thread = new Thread(
                    () -> small.lease(0, connection).body().eof().close().release());
            small.hold(thread);
            thread.start();
            thread.join();
        }

        assertThat(small.snapshot().dropped).isZero();
        assertThat(small.bodies(BodyState.READ_TO_EOF)).isEqualTo(20);
    }

    @Test
    void roomComesBackWhenSomethingEnds() {
        Book small = Book.ofCapacity(2);
        Object connection = small.hold(new Object());
        for (int i = 0; i < 50; i++) {
            small.lease(0, connection).body().eof().close().release();
        }

        assertThat(small.snapshot().dropped).isZero();
        assertThat(small.bodies(BodyState.READ_TO_EOF)).isEqualTo(50);
    }

    @Test
    void anEventAboutNothingIsNone() {
        for (Event event : Event.values()) {
            book.record(event, null);
        }

        assertThat(book.ledger.entries.live()).isZero();
    }

    @Test
    void anEventAboutTheUnknownChangesNothing() {
        for (Event event : new Event[] {
            Event.EOF,
            Event.CLOSE_ENTERED,
            Event.CLOSE_LEFT,
            Event.RELEASED,
            Event.HEAD,
            Event.HANDED_OUT,
            Event.CONNECTION_CLOSED,
            Event.POOL_CLOSED,
            Event.LOOP_ENDED,
            Event.CANCELLED,
            Event.SCOPE_STARTED
        }) {
            book.record(event, new Object());
        }

        assertThat(book.ledger.entries.live()).isZero();
    }

    @Test
    void withoutStacksNoneIsKept() {
        Book plain = Book.withoutStacks();

        plain.lease().body();

        assertThat(plain.exchange().stack).isEqualTo(-1);
        assertThat(plain.snapshot().stacks).isEmpty();
    }

    @Test
    void clientsAreCountedApart() {
        book.lease(0).release();
        book.lease(1).body().eof().close().release();

        Snapshot snapshot = book.snapshot();
        assertThat(snapshot.clients[0].exchanges).isEqualTo(1);
        assertThat(snapshot.clients[1].bodies(BodyState.READ_TO_EOF)).isEqualTo(1);
        assertThat(snapshot.clients[2].exchanges).isZero();
    }
}
