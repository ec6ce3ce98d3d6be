package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import org.junit.jupiter.api.Test;

/** A call, the exchanges it leads to, and when the application has its response. */
class LedgerCallsTest {
    private final Book book = new Book();

    @Test
    void anExchangeOnAnotherThreadInheritsTheStackAndThreadOfItsCall() throws Exception {
        Object call = book.hold(new Object());
        Object key = book.hold(new Object());
        Orders.act(() -> book.record(Event.CALLED, call, "http://orders/1"));

        Book.elsewhere(() -> book.record(Event.EXCHANGE_STARTED, key, call));

        ExchangeFacts facts = book.exchange();
        assertThat(facts.worker.thread()).isSameAs(Thread.currentThread());
        assertThat(book.snapshot().stacks.get(facts.stack)[0].getMethodName()).isEqualTo("act");
        assertThat(facts.url).isEqualTo("http://orders/1");
    }

    @Test
    void anExchangeTakesTheConnectionOfItsCall() {
        Object call = book.hold(new Object());
        Object connection = book.hold(new Object());
        book.record(Event.CALLED, call);
        book.record(Event.LEASED, call, connection);

        book.record(Event.EXCHANGE_STARTED, book.hold(new Object()), call);

        assertThat(book.exchange().connection).isEqualTo(((Connection) book.entry(connection)).id);
    }

    @Test
    void aCallReleasesItsExchange() {
        Object call = book.hold(new Object());
        book.record(Event.CALLED, call);
        book.record(Event.EXCHANGE_STARTED, book.hold(new Object()), call);

        book.record(Event.RELEASED, call);

        assertThat(book.snapshot().exchanges).isEmpty();
    }

    @Test
    void aCallMadeAgainIsANewCall() {
        Object call = book.hold(new Object());
        book.record(Event.CALLED, call);
        Entry first = book.entry(call);

        book.record(Event.CALLED, call);

        assertThat(book.entry(call)).isNotSameAs(first);
        assertThat(first.removed()).isTrue();
    }

    @Test
    void aCallGoesWithTheExchangeThatWasHandedOut() {
        Object call = book.hold(new Object());
        Object key = book.hold(new Object());
        book.record(Event.CALLED, call);
        book.record(Event.EXCHANGE_STARTED, key, call);
        book.record(Event.HANDED_OUT, call);

        book.record(Event.RELEASED, key);

        assertThat(book.ledger.entries.find(call)).isNull();
    }

    @Test
    void aCallWhoseExchangeIsOverGoesWhenItIsHandedOut() {
        Object call = book.hold(new Object());
        Object key = book.hold(new Object());
        book.record(Event.CALLED, call);
        book.record(Event.EXCHANGE_STARTED, key, call);
        book.record(Event.RELEASED, key);
        assertThat(book.ledger.entries.find(call)).isNotNull();

        book.record(Event.HANDED_OUT, call);

        assertThat(book.ledger.entries.find(call)).isNull();
    }

    @Test
    void aCallThatMeetsABrokenConnectionIsStillThereForTheNext() {
        Object call = book.hold(new Object());
        Object broken = book.hold(new Object());
        Object again = book.hold(new Object());
        book.record(Event.CALLED, call);
        book.record(Event.EXCHANGE_STARTED, broken, call);
        book.record(Event.RELEASED, broken, new Object());

        book.record(Event.EXCHANGE_STARTED, again, call);

        assertThat(((Exchange) book.entry(again)).call).isSameAs(book.entry(call));
    }

    @Test
    void aPartOfACallInheritsItsStackAndThread() throws InterruptedException {
        Object whole = book.hold(new Object());
        Object part = book.hold(new Object());
        Object request = book.hold(new Object());
        book.record(Event.CALLED, whole);
        Call first = (Call) book.entry(whole);

        Thread other = new Thread(() -> book.record(Event.CALLED, part, request, whole));
        other.start();
        other.join();

        Call second = (Call) book.entry(part);
        assertThat(second.trace).isSameAs(first.trace);
        assertThat(second.worker).isSameAs(first.worker);
        assertThat(second.request).isSameAs(request);
    }

    @Test
    void whatIsClosedBeforeTheWholeIsHandedOutTheClientClosed() {
        Object whole = book.hold(new Object());
        Object part = book.hold(new Object());
        Object redirect = book.hold(new Object());
        Object last = book.hold(new Object());
        book.record(Event.CALLED, whole);
        book.record(Event.CALLED, part, null, whole);
        book.record(Event.EXCHANGE_STARTED, redirect, part);
        book.record(Event.HANDED_OUT, part);
        book.record(Event.CLOSE_ENTERED, redirect);
        book.record(Event.EXCHANGE_STARTED, last, part);

        book.record(Event.HANDED_OUT, whole);
        book.record(Event.CLOSE_ENTERED, last);

        assertThat(book.ledger.entries.find(whole)).isNull();
        assertThat(((Exchange) book.entry(redirect)).is(Exchange.CLOSED_BY_CLIENT))
                .isTrue();
        assertThat(((Exchange) book.entry(last)).is(Exchange.CLOSED_BY_CLIENT)).isFalse();
    }

    @Test
    void whatIsClosedBeforeItIsHandedOutTheClientClosed() {
        Object call = book.hold(new Object());
        Object key = book.hold(new Object());
        book.record(Event.CALLED, call);
        book.record(Event.EXCHANGE_STARTED, key, call);

        book.record(Event.CLOSE_ENTERED, key);

        assertThat(((Exchange) book.entry(key)).is(Exchange.CLOSED_BY_CLIENT)).isTrue();
    }

    @Test
    void whatIsClosedAfterItWasHandedOutTheApplicationClosed() {
        Object call = book.hold(new Object());
        Object key = book.hold(new Object());
        book.record(Event.CALLED, call);
        book.record(Event.EXCHANGE_STARTED, key, call);
        book.record(Event.HANDED_OUT, call);

        book.record(Event.CLOSE_ENTERED, key);

        assertThat(((Exchange) book.entry(key)).is(Exchange.CLOSED_BY_CLIENT)).isFalse();
    }

    @Test
    void ofAClientThatDoesNotSayWhenAllIsHandedOut() {
        Object call = book.hold(new Object());
        Object key = book.hold(new Object());
        book.ledger.record(Event.CALLED, Book.SILENT, call, null, null);
        book.ledger.record(Event.EXCHANGE_STARTED, Book.SILENT, key, call, null);

        book.ledger.record(Event.CLOSE_ENTERED, Book.SILENT, key, null, null);

        assertThat(((Exchange) book.entry(key)).is(Exchange.CLOSED_BY_CLIENT)).isFalse();
    }

    /** A redirect: the first exchange is over before the client makes the next call, on a thread of its own. */
    @Test
    void aCallThatIsContinuedHandsItsStackOnWhenItIsOver() throws Exception {
        Object first = book.hold(new Object());
        Object key = book.hold(new Object());
        Orders.act(() -> book.record(Event.CALLED, first, "http://orders/1"));
        book.record(Event.EXCHANGE_STARTED, key, first);
        book.record(Event.CONTINUED, first, "a redirect");
        book.record(Event.HANDED_OUT, first);
        book.record(Event.RELEASED, key);
        Object second = book.hold(new Object());
        Book.elsewhere(() -> book.record(Event.CALLED, second, "http://orders/2", first));

        Book.elsewhere(() -> book.record(Event.EXCHANGE_STARTED, book.hold(new Object()), second));

        assertThat(book.snapshot().stacks.get(book.exchange().stack)[0].getMethodName())
                .isEqualTo("act");
    }
}
