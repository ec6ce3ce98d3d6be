package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which thread did what on a connection, and whose body appears on it. */
class LedgerThreadsTest {
    private final Book book = new Book();

    @Test
    void anyNameOfAConnectionTellsWhoReadsIt() {
        Book.Lease lease = book.lease();
        Object name = book.hold(new Object());
        book.record(Event.ALIAS, name, lease.connection);

        book.record(Event.READ, name);

        assertThat(book.connection().reader).isNotNull();
        assertThat(book.entry(name)).isNotNull();
    }

    @Test
    void aBodyThatAppearsInAScopeBelongsToIt() {
        Book.Lease lease = book.lease();
        Object inner = book.hold(new Object());

        lease.record(Event.SCOPE_STARTED, null);
        book.record(Event.BODY, lease.handle, inner);
        book.record(Event.SCOPE_ENDED, null);
        book.record(Event.EOF, inner);

        assertThat(book.exchange().body).isEqualTo(BodyState.READ_TO_EOF_NOT_CLOSED);
    }

    @Test
    void aScopeIsOverWhenItEnded() {
        Book.Lease lease = book.lease();

        lease.record(Event.SCOPE_STARTED, null);
        book.record(Event.SCOPE_ENDED, null);
        book.record(Event.BODY, lease.handle, new Object());

        assertThat(book.exchange().body).isEqualTo(BodyState.NONE);
    }

    @Test
    void aScopeIsOfItsThreadOnly() throws Exception {
        Book.Lease lease = book.lease();

        lease.record(Event.SCOPE_STARTED, null);
        Book.elsewhere(() -> book.record(Event.BODY, lease.handle, new Object()));

        assertThat(book.exchange().body).isEqualTo(BodyState.NONE);
    }

    @Test
    void aConnectionKnowsWhoWroteAndWhoReadLast() throws Exception {
        Book.Lease lease = book.lease();

        Thread writer = Book.elsewhere(() -> lease.record(Event.WRITTEN, null));
        book.pass(Duration.ofMillis(3));
        Thread reader = Book.elsewhere(() -> lease.record(Event.READ, null));

        ConnectionFacts connection = book.connection();
        assertThat(connection.writer)
                .isNotNull()
                .extracting(worker -> worker.id)
                .isEqualTo(writer.getId());
        assertThat(connection.reader)
                .isNotNull()
                .extracting(worker -> worker.id)
                .isEqualTo(reader.getId());
        assertThat(connection.readerNanos - connection.writerNanos).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3));
    }

    @Test
    void whoeverReadsToTheEndTouchedItLast() throws Exception {
        Book.Lease lease = book.lease().body();

        Thread reader = Book.elsewhere(lease::eof);

        assertThat(book.exchange().lastTouch)
                .isNotNull()
                .extracting(worker -> worker.id)
                .isEqualTo(reader.getId());
    }

    @Test
    void aThreadIsOneWorker() {
        book.lease().release();
        book.lease().body();

        ExchangeFacts facts = book.exchange();
        assertThat(facts.worker).isSameAs(facts.lastTouch);
    }

    @Test
    void aConnectionKnowsItsLoops() throws Exception {
        Object connection = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, connection);

        Thread loop = Book.elsewhere(() -> book.record(Event.LOOP_STARTED, connection));
        book.record(Event.LOOP_STARTED, connection);
        book.record(Event.LOOP_ENDED, connection);

        assertThat(book.connection().loops()).extracting(worker -> worker.id).containsExactly(loop.getId());
    }

    @Test
    void aClosedConnectionStaysAsLongAsALoopOfItLives() {
        Object connection = book.hold(new Object());
        book.record(Event.CONNECTION_OPENED, connection);
        book.record(Event.LOOP_STARTED, connection);
        book.record(Event.CONNECTION_CLOSED, connection);
        boolean closed = book.connection().closed;

        book.record(Event.LOOP_ENDED, connection);

        assertThat(closed).isTrue();
        assertThat(book.snapshot().connections).isEmpty();
    }
}
