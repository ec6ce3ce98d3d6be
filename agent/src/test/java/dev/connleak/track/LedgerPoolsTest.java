package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who made a pool, who waits for it, what it has lost. */
class LedgerPoolsTest {
    private final Book book = new Book();

    @Test
    void aPoolIsKnownByWhoMadeIt() {
        Orders.act(() -> book.record(Event.POOL_OPENED, book.hold(new Object())));

        assertThat(book.snapshot().stacks.get(book.pool().stack)[0].getMethodName())
                .isEqualTo("act");
        assertThat(book.snapshot().poolsOpened).isEqualTo(1);
    }

    @Test
    void aPoolOpenedTwiceIsOne() {
        Object pool = book.hold(new Object());

        book.record(Event.POOL_OPENED, pool);
        book.record(Event.POOL_OPENED, pool);

        assertThat(book.snapshot().poolsOpened).isEqualTo(1);
    }

    @Test
    void aPoolOfBeforeHasNoKnownMaker() {
        Object pool = book.hold(new Object());

        book.record(Event.LEASED, book.hold(new Object()), book.hold(new Object()), pool);

        assertThat(book.pool().stack).isEqualTo(-1);
        assertThat(book.exchange().pool).isEqualTo(book.pool().id);
        assertThat(book.connection().pool).isEqualTo(book.pool().id);
    }

    @Test
    void aPoolIsOpenUntilItIsClosed() {
        Object pool = book.hold(new Object());
        book.record(Event.POOL_OPENED, pool);

        book.record(Event.POOL_CLOSED, pool);

        assertThat(book.pool().closed).isTrue();
    }

    @Test
    void aPoolKnowsWhoWaitsForIt() {
        Object pool = book.hold(new Object());

        book.record(Event.WAIT_STARTED, pool);

        assertThat(book.pool().waits).singleElement().satisfies(wait -> {
            assertThat(wait.worker.thread()).isSameAs(Thread.currentThread());
            assertThat(wait.sinceNanos).isEqualTo(book.now());
        });
    }

    @Test
    void whoHasAConnectionDoesNotWaitAnyMore() {
        Object pool = book.hold(new Object());
        book.record(Event.WAIT_STARTED, pool);

        book.record(Event.WAIT_ENDED, pool);

        assertThat(book.pool().waits).isEmpty();
    }

    @Test
    void aPoolKeepsTheUsesOfTheConnectionsThatItLost() {
        Object pool = book.hold(new Object());
        Object connection = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, connection, pool);
        book.lease(0, connection).release();
        long idle = book.now();

        book.pass(Duration.ofSeconds(1)).record(Event.CONNECTION_CLOSED, connection);

        assertThat(book.pool().pastUses).isEqualTo(1);
        assertThat(book.pool().pastUseNanos).isEqualTo(idle);
    }
}
