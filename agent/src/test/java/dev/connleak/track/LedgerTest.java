package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Book book = new Book();

    // Leases

    @Test
    void aLeaseIsOpenUntilItIsReleased() {
        Book.Lease lease = book.lease();
        boolean before = book.exchange().leaseOpen;

        lease.body().release();

        assertThat(before).isTrue();
        assertThat(book.exchange().leaseOpen).isFalse();
    }

    @Test
    void anExchangeWithoutABodyIsOverWithItsLease() {
        book.lease().release();

        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.bodies(BodyState.NONE)).isEqualTo(1);
    }

    @Test
    void aConnectionIsLeasedToOneExchangeAndThenIdle() {
        Book.Lease lease = book.lease();
        long leasedTo = book.connection().exchange;
        long id = book.exchange().id;

        lease.release();

        assertThat(leasedTo).isEqualTo(id);
        assertThat(book.connection().exchange).isZero();
    }

    @Test
    void theSameLeaseToldTwiceIsOne() {
        Book.Lease lease = book.lease();

        lease.record(Event.LEASED, lease.connection);

        assertThat(book.snapshot().exchanges).hasSize(1);
        assertThat(book.ledger.started(0)).isEqualTo(1);
    }

    @Test
    void aSecondLeaseOfTheSameKeyEndsTheFirst() {
        Book.Lease lease = book.lease();
        Object next = book.hold(new Object());

        lease.record(Event.LEASED, next);

        assertThat(book.exchange().connection).isEqualTo(((Connection) book.entry(next)).id);
        assertThat(book.bodies(BodyState.NONE)).isEqualTo(2);
    }

    @Test
    void whatASecondLeaseOfTheSameKeyEndsIsStillCounted() {
        Book.Lease lease = book.lease().body().eof();

        lease.record(Event.LEASED, book.hold(new Object()));

        assertThat(book.snapshot().clients[0].exchanges).isEqualTo(2);
        assertThat(book.bodies(BodyState.READ_TO_EOF_NOT_CLOSED)).isEqualTo(1);
    }

    @Test
    void aClosedConnectionEndsItsLeaseAndIsNotKept() {
        Book.Lease lease = book.lease().body();

        book.record(Event.CONNECTION_CLOSED, lease.connection);

        assertThat(book.exchange().leaseOpen).isFalse();
        assertThat(lease.found().is(Exchange.DESTROYED)).isTrue();
        assertThat(book.snapshot().connections).isEmpty();
    }

    @Test
    void aNewSocketInTheSameObjectEndsTheLeaseOfTheOldOne() {
        Book.Lease lease = book.lease().body();

        book.record(Event.CONNECTION_OPENED, lease.connection);

        assertThat(book.exchange().leaseOpen).isFalse();
        assertThat(book.snapshot().connectionsOpened).isEqualTo(2);
        assertThat(book.connection().uses).isZero();
    }

    @Test
    void theSecondLeaseOfAConnectionReusesIt() {
        Object connection = book.hold(new Object());
        book.lease(0, connection).release();

        book.lease(0, connection).release();

        assertThat(book.snapshot().clients[0].onReusedConnection).isEqualTo(1);
        assertThat(book.connection().uses).isEqualTo(2);
    }

    @Test
    void aConnectionThatWasThereBeforeALateAgentIsAdopted() {
        Book late = Book.attached();

        late.lease();

        assertThat(late.connection().adopted).isTrue();
        assertThat(late.snapshot().clients[0].onReusedConnection).isEqualTo(1);
    }

    @Test
    void aConnectionThatALateAgentSawOpeningIsNotAdopted() {
        Book late = Book.attached();
        Object connection = late.hold(new Object());

        late.record(Event.CONNECTION_OPENED, connection);
        late.lease(0, connection);

        assertThat(late.connection().adopted).isFalse();
    }

    @Test
    void aConnectionMayStandInAnAtomicReference() {
        Object connection = book.hold(new Object());

        book.record(Event.LEASED, book.hold(new Object()), new AtomicReference<>(connection));

        assertThat(book.exchange().connection).isEqualTo(((Connection) book.entry(connection)).id);
    }

    @Test
    void aLeaseOnAnEmptyReferenceHasNoConnection() {
        book.record(Event.LEASED, book.hold(new Object()), new AtomicReference<>());

        assertThat(book.exchange().connection).isZero();
    }

    // Bodies

    @Test
    void aBodyReadToItsEndAndClosedIsCountedAsThat() {
        book.lease().body().eof().close().release();

        assertThat(book.bodies(BodyState.READ_TO_EOF)).isEqualTo(1);
        assertThat(book.snapshot().clients[0].cell(true, true, true)).isEqualTo(1);
        assertThat(book.snapshot().exchanges).isEmpty();
    }

    @Test
    void aBodyClosedBeforeItsEndIsClosedEarly() {
        book.lease().body().close().destroy();

        assertThat(book.bodies(BodyState.CLOSED_EARLY)).isEqualTo(1);
        assertThat(book.snapshot().clients[0].cell(true, false, true)).isEqualTo(1);
    }

    @Test
    void whatCloseDrainsIsNotTheApplicationsEndOfFile() {
        Book.Lease lease = book.lease().body().closeEntered().eof().closeLeft();

        assertThat(lease.found().is(Exchange.TRANSPORT_EOF)).isTrue();
        assertThat(book.exchange().body).isEqualTo(BodyState.CLOSED_EARLY);
        assertThat(book.exchange().readToEof).isFalse();
    }

    @Test
    void theTransportsEndIsNotTheApplications() {
        Book.Lease lease = book.lease().body();

        lease.record(Event.TRANSPORT_EOF, null);

        assertThat(book.exchange().body).isEqualTo(BodyState.OPEN);
    }

    @Test
    void aReadThatFailedIsNoEndOfFile() {
        Book.Lease lease = book.lease().body();

        lease.record(Event.EOF, new IOException("connection reset"));

        assertThat(book.exchange().readToEof).isFalse();
        assertThat(lease.found().is(Exchange.FAILED)).isTrue();
    }

    @Test
    void aLeaseMayOutliveItsBody() {
        book.lease().body().eof().close();

        assertThat(book.exchange().body).isEqualTo(BodyState.READ_TO_EOF);
        assertThat(book.exchange().leaseOpen).isTrue();
    }

    @Test
    void aBodyMayOutliveItsLease() {
        Book.Lease lease = book.lease().body().eof().release();
        BodyState between = book.exchange().body;

        lease.close();

        assertThat(between).isEqualTo(BodyState.READ_TO_EOF_NOT_CLOSED);
        assertThat(book.bodies(BodyState.READ_TO_EOF)).isEqualTo(1);
        assertThat(book.snapshot().exchanges).isEmpty();
    }

    @Test
    void aCloseThatHasNotReturnedIsClosing() {
        Book.Lease lease = book.lease().body().closeEntered();
        boolean before = book.exchange().closing;

        lease.closeLeft();

        assertThat(before).isTrue();
        assertThat(book.exchange().closing).isFalse();
    }

    @Test
    void aSecondCloseDoesNotRestartTheFirst() {
        Book.Lease lease = book.lease().body().closeEntered();
        long first = book.now();
        book.pass(Duration.ofSeconds(5));

        lease.closeEntered();

        assertThat(book.exchange().closeEnteredNanos).isEqualTo(first);
    }

    @Test
    void theBodyOfAReleasedLeaseIsNotFollowed() {
        Book.Lease lease = book.lease().release();

        lease.body();

        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.bodies(BodyState.NONE)).isEqualTo(1);
    }

    @Test
    void aSecondHandleOfOneBodyIsIgnored() {
        Book.Lease lease = book.lease().body();
        Handle first = lease.found().handle;

        book.record(Event.BODY, book.hold(new Object()), lease.key);

        assertThat(lease.found().handle).isSameAs(first);
    }

    @Test
    void aBodyOfNobodyIsIgnored() {
        book.record(Event.BODY, new Object(), new Object());

        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.ledger.entries.live()).isZero();
    }

    @Test
    void theHeadsKeepAliveCountsForTheCellOfAnExchangeThatIsSoonOver() {
        book.lease()
                .head(new Book.Head(200, "content-length", 10, false, false))
                .body()
                .close()
                .destroy();

        assertThat(book.snapshot().clients[0].cell(false, false, true)).isEqualTo(1);
    }

    @Test
    void aConnectionDestroyedAfterTheEndWasNotKeptAlive() {
        book.lease().body().eof().close().destroy();

        assertThat(book.snapshot().clients[0].cell(false, true, true)).isEqualTo(1);
    }

    @Test
    void keepAliveTrueChangesNothing() {
        Book.Lease lease = book.lease().body();

        lease.record(Event.KEEP_ALIVE, Boolean.TRUE);

        assertThat(book.exchange().keepAlive).isTrue();
    }

    @Test
    void anyOtherKeepAliveValueTurnsItOff() {
        book.lease().body().notKeptAlive();

        assertThat(book.exchange().keepAlive).isFalse();
    }

    @Test
    void aSubscribedBodyIsTold() {
        book.lease().body().record(Event.SUBSCRIBED, null);

        assertThat(book.exchange().subscribed).isTrue();
    }

    // Rescue

    @Test
    void aReleaseAfterTheKeyWasCollectedIsARescue() {
        Book.Lease lease = book.lease().body();
        Exchange exchange = lease.found();
        book.collect(lease.key);

        lease.release();

        assertThat(exchange.is(Exchange.LEASE_ENDED | Exchange.RESCUED)).isTrue();
    }

    @Test
    void aReleaseAfterTheHandleWasCollectedIsARescue() {
        Book.Lease lease = book.lease().body().abandon();
        Exchange exchange = lease.found();
        book.sweep();

        lease.release();

        assertThat(exchange.is(Exchange.ABANDONED | Exchange.RESCUED)).isTrue();
        assertThat(book.bodies(BodyState.ABANDONED)).isEqualTo(1);
    }

    @Test
    void aHandleFoundAfterItsRescueIsStillAbandoned() {
        Book.Lease lease = book.lease().body();
        Exchange exchange = lease.found();
        book.collect(lease.key);
        lease.release();
        assertThat(exchange.is(Exchange.RESCUED)).isTrue();

        Objects.requireNonNull(exchange.handle).enqueue();

        assertThat(book.bodies(BodyState.ABANDONED)).isEqualTo(1);
    }

    @Test
    void aHandleCollectedAfterAnOrdinaryReleaseIsNotAbandoned() {
        book.lease().body().release().abandon();

        assertThat(book.bodies(BodyState.ABANDONED)).isZero();
        assertThat(book.bodies(BodyState.READ_TO_EOF_NOT_CLOSED)).isEqualTo(1);
    }

    @Test
    void aHandleCollectedAfterItsEndIsNotAbandoned() {
        book.lease().body().eof().abandon();

        assertThat(book.exchange().body).isEqualTo(BodyState.READ_TO_EOF_NOT_CLOSED);
        assertThat(book.exchange().handleGone).isTrue();
    }

    @Test
    void anAttemptWhoseKeyWasLostBeforeItsHeadEndsAfterASecond() {
        Book.Lease lease = book.lease();
        book.collect(lease.key);
        book.sweep();
        int before = book.snapshot().exchanges.size();

        book.pass(Duration.ofSeconds(1)).sweep();

        assertThat(before).isEqualTo(1);
        assertThat(book.snapshot().exchanges).isEmpty();
    }

    @Test
    void aLostConnectionEndsItsLeaseAfterASecond() {
        Book.Lease lease = book.lease().body();
        book.collect(lease.connection);
        book.sweep();
        boolean before = book.exchange().leaseOpen;

        book.pass(Duration.ofSeconds(1)).sweep();

        assertThat(before).isTrue();
        assertThat(book.exchange().leaseOpen).isFalse();
        assertThat(book.snapshot().connections).isEmpty();
    }

    @Test
    void theLeaseOfAnAbandonedBodyEndsWithItsSocket() {
        Book.Lease lease = book.lease().body().abandon();
        book.sweep();

        book.closedSockets.add(lease.connection);

        book.pass(Duration.ofSeconds(1)).sweep();
        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.bodies(BodyState.ABANDONED)).isEqualTo(1);
    }

    @Test
    void aConnectionThatAFinalizerBringsBackIsTheSameOne() {
        Book.Lease lease = book.lease().body();
        long id = book.connection().id;
        book.collect(lease.connection);
        book.sweep();

        lease.release();
        book.lease(0, lease.connection);
        book.pass(Duration.ofSeconds(2)).sweep();

        assertThat(book.connection().id).isEqualTo(id);
        assertThat(book.connection().uses).isEqualTo(2);
        assertThat(book.snapshot().connectionsOpened).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsBroughtBackKeepsItsLease() {
        Book.Lease lease = book.lease().body();
        book.collect(lease.connection);
        book.sweep();

        book.record(Event.READ, lease.connection);
        book.pass(Duration.ofSeconds(2)).sweep();

        assertThat(book.exchange().leaseOpen).isTrue();
        assertThat(book.connection().exchange).isEqualTo(book.exchange().id);
        assertThat(book.connection().reader).isNotNull();
    }

    // Aliases

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

    // Calls and threads

    @Test
    void anExchangeOnAnotherThreadInheritsTheStackAndThreadOfItsCall() throws Exception {
        Object call = book.hold(new Object());
        Object key = book.hold(new Object());
        Orders.act(() -> book.record(Event.CALLED, call, "http://orders/1"));

        elsewhere(() -> book.record(Event.EXCHANGE_STARTED, key, call));

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
        elsewhere(() -> book.record(Event.BODY, lease.handle, new Object()));

        assertThat(book.exchange().body).isEqualTo(BodyState.NONE);
    }

    @Test
    void aConnectionKnowsWhoWroteAndWhoReadLast() throws Exception {
        Book.Lease lease = book.lease();

        Thread writer = elsewhere(() -> lease.record(Event.WRITTEN, null));
        book.pass(Duration.ofMillis(3));
        Thread reader = elsewhere(() -> lease.record(Event.READ, null));

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

        Thread reader = elsewhere(lease::eof);

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

        Thread loop = elsewhere(() -> book.record(Event.LOOP_STARTED, connection));
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

    // Pools

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

    // Limits

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

    /** Runs on a thread that ends with it. */
    private static Thread elsewhere(Runnable action) throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                action.run();
                ran.complete(Thread.currentThread());
            } catch (Throwable failure) {
                ran.completeExceptionally(failure);
            }
        });
        thread.start();
        return ran.get(10, TimeUnit.SECONDS);
    }
}
