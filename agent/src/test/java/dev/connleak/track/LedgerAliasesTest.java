package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One thing, several keys. */
class LedgerAliasesTest {
    private final Book book = new Book();

    @Test
    void aBodyIsFoundByItsAlias() {
        Book.Lease lease = book.lease();
        Object alias = book.hold(new Object());

        book.record(Event.ALIAS, alias, lease.key);
        book.record(Event.BODY, lease.handle, alias);

        assertThat(book.exchange().body).isEqualTo(BodyState.OPEN);
    }

    @Test
    void anAliasOfAnAliasLeadsToTheEnd() {
        Book.Lease lease = book.lease().body();
        Object one = book.hold(new Object());
        Object two = book.hold(new Object());

        book.record(Event.ALIAS, one, lease.key);
        book.record(Event.ALIAS, two, one);
        book.record(Event.EOF, two);

        assertThat(book.exchange().readToEof).isTrue();
    }

    @Test
    void aLeaseUsesUpItsOwnNameForTheConnection() {
        Object connection = book.hold(new Object());
        Object name = book.hold(new Object());
        Object pool = book.hold(new Object());
        book.record(Event.CONNECTION_SEEN, connection);
        book.record(Event.WAIT_STARTED, pool);
        book.record(Event.LENT, name, connection);

        book.record(Event.LEASED, book.hold(new Object()), name);
        book.record(Event.WAIT_ENDED, pool);

        assertThat(book.exchange().connection).isEqualTo(((Connection) book.entry(connection)).id);
        assertThat(book.ledger.entries.find(name)).isNull();
        assertThat(book.entry(connection).aliases).isNull();
    }

    @Test
    void closingTheLastStreamOfAConnectionClosesIt() {
        Book.Lease lease = book.lease();
        Object stream = book.hold(new Object());
        book.record(Event.KEEP_ALIVE, lease.key, Boolean.FALSE);
        book.record(Event.ALIAS_UNKEPT, stream, lease.key);
        lease.body();

        book.record(Event.CONNECTION_CLOSED, stream);

        assertThat(book.exchange().leaseOpen).isFalse();
        assertThat(book.snapshot().connections).isEmpty();
    }

    @Test
    void aStreamOfAKeptConnectionDoesNotStandForIt() {
        Book.Lease lease = book.lease();
        Object stream = book.hold(new Object());
        book.record(Event.KEEP_ALIVE, lease.key, Boolean.TRUE);

        book.record(Event.ALIAS_UNKEPT, stream, lease.key);

        assertThat(book.ledger.entries.find(stream)).isNull();
    }

    @Test
    void aliasesGoWithTheirEntry() {
        Book.Lease lease = book.lease();
        Object alias = book.hold(new Object());
        book.record(Event.ALIAS, alias, lease.key);

        lease.release();

        assertThat(book.ledger.entries.find(alias)).isNull();
    }

    @Test
    void anAliasOfTheUnknownIsIgnored() {
        book.record(Event.ALIAS, new Object(), new Object());

        assertThat(book.ledger.entries.live()).isZero();
    }

    @Test
    void anAliasThatIsToldAgainTakesNoRoom() {
        Object alias = book.hold(new Object());
        Book.Lease lease = book.lease();
        book.record(Event.ALIAS, alias, lease.key);
        int before = book.ledger.live();

        book.record(Event.ALIAS, alias, lease.key);

        assertThat(book.ledger.live()).isEqualTo(before);
    }

    @Test
    void aConnectionFindsItsPoolByAnotherKey() {
        Object pool = book.hold(new Object());
        Object destination = book.hold(new Object());
        Object connection = book.hold(new Object());
        book.record(Event.POOL_OPENED, pool);
        book.record(Event.ALIAS, destination, pool);

        book.record(Event.CONNECTION_OPENED, connection, destination);

        assertThat(((Connection) book.entry(connection)).pool).isSameAs(book.entry(pool));
    }

    @Test
    void anExchangeMayTakeTheKeyThatStoodForItsCall() {
        Object request = book.hold(new Object());
        Object key = book.hold(new Object());
        Object response = book.hold(new Object());
        book.record(Event.CALLED, request);
        book.record(Event.ALIAS, key, request);
        book.record(Event.ALIAS, response, request);
        int before = book.ledger.live();

        book.record(Event.EXCHANGE_STARTED, key, key);

        assertThat(book.entry(key)).isInstanceOf(Exchange.class);
        book.record(Event.BODY, book.hold(new Object()), response);
        assertThat(book.exchange().body).isEqualTo(BodyState.OPEN);
        book.record(Event.HANDED_OUT, request);
        book.record(Event.CLOSE_ENTERED, response);
        book.record(Event.CLOSE_LEFT, response);
        book.record(Event.RELEASED, key);
        assertThat(book.ledger.live()).isEqualTo(before - 3);
        assertThat(book.ledger.entries.find(key)).isNull();
    }
}
