package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CloseReasonTest {
    private final Book book = new Book();
    private final Object connection = book.hold(new Object());

    @Test
    void anIdleConnectionWasClosedAsSuch() {
        assertThat(closed(lease -> lease.body().eof().close().release())).isEqualTo(CloseReason.IDLE);
    }

    @Test
    void aBodyThatWasClosedEarlyTookItsConnection() {
        assertThat(closed(lease -> lease.body().close().destroy())).isEqualTo(CloseReason.CLOSED_EARLY);
    }

    @Test
    void aCancelIsOneEvenWhereTheBodyWasClosedToo() {
        assertThat(closed(lease -> lease.body().cancel().close().destroy())).isEqualTo(CloseReason.CANCELLED);
    }

    @Test
    void aReadThatFailedIsTheReason() {
        assertThat(closed(lease -> lease.body().record(Event.EOF, new IllegalStateException("reset"))))
                .isEqualTo(CloseReason.FAILED);
    }

    @Test
    void afterItsEndAConnectionWasNotKept() {
        assertThat(closed(lease -> lease.body().eof().close().destroy())).isEqualTo(CloseReason.NOT_KEPT_ALIVE);
    }

    @Test
    void inMidExchangeNobodyKnows() {
        assertThat(closed(Book.Lease::body)).isEqualTo(CloseReason.IN_USE);
    }

    @Test
    void anOpenConnectionHasNone() {
        book.lease(0, connection).release();

        assertThat(book.connection().closeReason).isNull();
    }

    /** A loop that lives on keeps the connection in the book. */
    private CloseReason closed(Consumer<Book.Lease> exchange) {
        book.record(Event.CONNECTION_OPENED, connection);
        book.record(Event.LOOP_STARTED, connection);
        exchange.accept(book.lease(0, connection));
        book.record(Event.CONNECTION_CLOSED, connection);
        CloseReason reason = book.snapshot().connections.get(0).closeReason;
        if (reason == null) {
            throw new AssertionError("a closed connection without a reason");
        }
        return reason;
    }
}
