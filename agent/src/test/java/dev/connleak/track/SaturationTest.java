package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.track.Inspector.PoolLimits;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SaturationTest {
    private final Book book = new Book();
    private final Object pool = book.hold(new Object());
    private final Object connection = book.hold(new Object());

    @Test
    void callersThatWaitWhileAllIsTakenSaturateThePool() {
        book.poolLimits(new PoolLimits(1, null, null));
        take();
        book.record(Event.WAIT_STARTED, pool);

        book.live(Duration.ofSeconds(7));

        assertThat(book.pool().saturatedNanos).isEqualTo(TimeUnit.SECONDS.toNanos(7));
    }

    @Test
    void theTimesAddUp() {
        book.poolLimits(new PoolLimits(5, 1, null));
        take();
        for (int i = 0; i < 2; i++) {
            book.record(Event.WAIT_STARTED, pool);
            book.live(Duration.ofSeconds(3));
            book.record(Event.WAIT_ENDED, pool);
            book.live(Duration.ofSeconds(10));
        }

        assertThat(book.pool().saturatedNanos).isEqualTo(TimeUnit.SECONDS.toNanos(6));
    }

    @Test
    void aWaitThatBeginsDuringALookTakesNoTimeBack() {
        book.poolLimits(new PoolLimits(1, null, null));
        take();
        book.pass(Duration.ofSeconds(1));
        book.record(Event.WAIT_STARTED, pool);

        book.pass(Duration.ofSeconds(-1)).sweep();

        assertThat(book.pool().saturatedNanos).isZero();
    }

    @Test
    void aPoolWithRoomIsNotSaturated() {
        book.poolLimits(new PoolLimits(2, null, null));
        take();
        book.record(Event.WAIT_STARTED, pool);

        book.live(Duration.ofSeconds(7));

        assertThat(book.pool().saturatedNanos).isZero();
    }

    @Test
    void aPoolWithoutALimitHasNoSuchTime() {
        take();
        book.record(Event.WAIT_STARTED, pool);

        book.live(Duration.ofSeconds(7));

        assertThat(book.pool().saturatedNanos).isNull();
    }

    @Test
    void aLongWaitIsASuspicionOnce() {
        book.poolLimits(new PoolLimits(1, null, null));
        take();
        book.record(Event.WAIT_STARTED, pool);
        book.sweep();
        long before = book.sweep.suspicions();

        book.live(Duration.ofSeconds(7));

        assertThat(book.sweep.suspicions()).isEqualTo(before + 1);
    }

    private void take() {
        book.record(Event.LEASED, book.hold(new Object()), connection, pool);
    }
}
