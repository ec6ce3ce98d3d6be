package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import dev.connleak.track.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History();
    private final Book book = new Book();

    @Test
    void aPointTellsPoolsAndCauses() {
        Object pool = Orders.pool(book);
        Object connection = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, connection, pool);
        book.record(Event.CONNECTION_OPENED, book.hold(new Object()), pool);
        Orders.poll(book, connection).abandon();
        book.record(Event.WAIT_STARTED, pool);

        history.add(7, book.loads(), Judged.causes(book));

        assertThat(history.points()).singleElement().satisfies(point -> {
            assertThat(point.atMillis).isEqualTo(7);
            assertThat(point.pools).singleElement().satisfies(load -> {
                assertThat(load.pool).isEqualTo("p" + book.pool().id);
                assertThat(List.of(load.leased, load.idle, load.waiting)).containsExactly(1, 1, 1);
            });
            assertThat(point.causes)
                    .singleElement()
                    .satisfies(cause -> assertThat(cause.open).isEqualTo(1));
        });
    }

    @Test
    void aSecondPassesBetweenTheFirstPoints() {
        add(0);

        assertThat(history.isDue(999)).isFalse();
        assertThat(history.isDue(1000)).isTrue();
    }

    @Test
    void whenItIsFullHalfOfItGoesAndTheStepDoubles() {
        long at = 0;
        for (int i = 0; i < History.POINTS; i++) {
            add(at);
            at += 1000;
        }

        assertThat(history.points()).hasSize(History.POINTS / 2);
        assertThat(history.points()).extracting(point -> point.atMillis).startsWith(0L, 2000L, 4000L);
        assertThat(history.isDue(239_000)).isFalse();
        assertThat(history.isDue(240_000)).isTrue();
    }

    @Test
    void aMonthFitsToo() {
        int added = 0;
        for (long at = 0; at < 30L * 24 * 3600 * 1000; at += 1000) {
            if (history.isDue(at)) {
                add(at);
                added++;
            }
        }

        assertThat(history.points()).hasSizeLessThan(History.POINTS).hasSizeGreaterThan(History.POINTS / 2 - 1);
        assertThat(added).isLessThan(3000);
    }

    @Test
    void onlyTheBusiestPoolsAreKept() {
        for (int i = 0; i < History.MOST + 5; i++) {
            Object pool = Orders.pool(book);
            for (int each = 0; each <= i; each++) {
                book.record(Event.CONNECTION_OPENED, book.hold(new Object()), pool);
            }
        }

        history.add(0, book.loads(), List.of());

        assertThat(history.points().get(0).pools)
                .hasSize(History.MOST)
                .extracting(load -> load.idle)
                .startsWith(History.MOST + 5)
                .endsWith(6);
    }

    private void add(long at) {
        history.add(at, List.of(), List.of());
    }
}
