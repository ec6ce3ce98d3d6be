package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    private static final String ROUTE = "http://orders:8080";

    private final Book book = Book.attached();
    private final Object pool = book.hold(new Object());
    private final Object connection = book.hold(new Object());

    @Test
    void whatAPoolHasLentIsAdoptedWhenACallerAsksIt() {
        book.listed.put(pool, into -> into.connection(connection, true, ROUTE));

        book.record(Event.WAIT_STARTED, pool);

        assertThat(book.snapshot().connections).singleElement().satisfies(adopted -> {
            assertThat(adopted.adopted).isTrue();
            assertThat(adopted.leased()).isTrue();
            assertThat(adopted.exchange).isZero();
            assertThat(adopted.pool).isEqualTo(book.pool().id);
            assertThat(adopted.route).isEqualTo(ROUTE);
            assertThat(adopted.local).isNotNull();
        });
    }

    @Test
    void whatWasOpenBeforeWasNotOpenedSince() {
        Object other = book.hold(new Object());
        book.listed.put(pool, into -> into.connection(connection, false, ROUTE));
        book.record(Event.POOL_SEEN, pool);
        book.record(Event.LEASED, book.hold(new Object()), other);

        assertThat(book.snapshot().connections)
                .extracting(adopted -> adopted.adopted)
                .containsExactly(true, true);
        assertThat(book.snapshot().connectionsOpened).isZero();
    }

    @Test
    void whatIsIdleIsAdoptedAsIdle() {
        book.listed.put(pool, into -> into.connection(connection, false, ROUTE));

        book.record(Event.POOL_SEEN, pool);

        assertThat(book.connection().leased()).isFalse();
    }

    @Test
    void whatComesBackIsNotLentAnyMore() {
        AtomicInteger lent = new AtomicInteger(1);
        book.listed.put(pool, into -> into.connection(connection, lent.get() > 0, ROUTE));
        book.record(Event.POOL_SEEN, pool);
        boolean before = book.connection().leased();

        lent.set(0);

        assertThat(before).isTrue();
        assertThat(book.connection().leased()).isFalse();
    }

    @Test
    void aLeaseThatIsSeenTakesTheUnknownOnesPlace() {
        book.listed.put(pool, into -> into.connection(connection, true, ROUTE));
        book.record(Event.POOL_SEEN, pool);
        book.snapshot();

        book.record(Event.LEASED, book.hold(new Object()), connection, pool);

        assertThat(book.connection().exchange).isNotZero();
        assertThat(book.connection().leasedBefore).isFalse();
    }

    @Test
    void aConnectionOpenedSinceIsNotAdopted() {
        book.record(Event.POOL_SEEN, pool);
        book.record(Event.CONNECTION_OPENED, connection, pool);
        book.listed.put(pool, into -> into.connection(connection, true, ROUTE));

        assertThat(book.connection().adopted).isFalse();
        assertThat(book.connection().leasedBefore).isFalse();
    }

    @Test
    void aConnectionThatWasMetWithoutItsPoolIsFoundThere() {
        book.record(Event.POOL_SEEN, pool);
        book.record(Event.LEASED, book.hold(new Object()), connection);
        boolean before = book.connection().pool == 0;

        book.listed.put(pool, into -> into.connection(connection, false, ROUTE));

        assertThat(before).isTrue();
        assertThat(book.connection().pool).isEqualTo(book.pool().id);
    }

    @Test
    void thePoolsOwnCountOfWaitersIsBelieved() {
        book.listed.put(pool, into -> into.waiting(7));

        book.record(Event.WAIT_STARTED, pool);

        assertThat(book.pool().waiting()).isEqualTo(7);
    }

    @Test
    void aPoolThatChangesWhileItIsReadIsReadAgain() {
        AtomicInteger looks = new AtomicInteger();
        book.listed.put(pool, into -> {
            into.connection(connection, true, ROUTE);
            if (looks.incrementAndGet() < 3) {
                throw new ConcurrentModificationException();
            }
        });
        book.record(Event.POOL_SEEN, pool);

        assertThat(book.snapshot().connections).hasSize(1);
        assertThat(looks).hasValue(3);
    }

    @Test
    void aPoolThatNeverHoldsStillIsTriedInTheNextSweep() {
        AtomicInteger looks = new AtomicInteger();
        book.listed.put(pool, into -> {
            if (looks.incrementAndGet() <= 3) {
                throw new ConcurrentModificationException();
            }
            into.connection(connection, true, ROUTE);
        });
        book.record(Event.POOL_SEEN, pool);
        book.sweep();
        int first = looks.get();

        book.pass(Duration.ofSeconds(1)).sweep();

        assertThat(first).isEqualTo(3);
        assertThat(book.connection().leased()).isTrue();
    }

    @Test
    void anotherKeyOfAnAdoptedConnectionIsTheSame() {
        Object tube = book.hold(new Object());
        book.listed.put(pool, into -> into.connection(connection, true, ROUTE, tube, null));
        book.record(Event.POOL_SEEN, pool);
        book.snapshot();

        book.record(Event.READ, tube);

        assertThat(book.connection().reader).isNotNull();
    }

    @Test
    void aThreadMayLeadToAPoolAndThatToItsConnections() {
        book.listed.put(pool, into -> {
            into.connection(connection, false, ROUTE);
            into.connection(book.hold(new Object()), true, ROUTE);
        });
        book.reached = into -> into.pool(0, pool);

        assertThat(book.snapshot().connections)
                .extracting(ConnectionFacts::leased)
                .containsExactly(false, true);
    }

    @Test
    void anAgentOfTheFirstHourAsksNoPool() {
        Book early = new Book();
        AtomicInteger looks = new AtomicInteger();
        early.listed.put(pool, into -> looks.incrementAndGet());
        early.reached = into -> into.pool(0, pool);

        early.record(Event.POOL_SEEN, pool);
        early.record(Event.WAIT_STARTED, pool);

        assertThat(early.snapshot().connections).isEmpty();
        assertThat(looks).hasValue(0);
    }
}
