package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads write in the ledger while the sweeper looks; nothing may be lost, kept or counted twice. */
class LedgerConcurrencyTest {
    private static final int THREADS = 8;
    private static final int EACH = 4000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Book book = Book.ofCapacity(100_000);
    private final Ledger ledger = book.ledger;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void everyExchangeIsCountedOnceAndNoneIsLeft() throws Exception {
        run(this::exchanges);

        Snapshot.ClientFacts facts = book.snapshot().clients[0];
        long third = (long) THREADS * EACH / 4;
        assertThat(facts.exchanges).isEqualTo(THREADS * EACH);
        assertThat(facts.bodies(BodyState.NONE)).isEqualTo(third);
        assertThat(facts.bodies(BodyState.READ_TO_EOF)).isEqualTo(third * 2);
        assertThat(facts.bodies(BodyState.CLOSED_EARLY)).isEqualTo(third);
        assertThat(book.snapshot().exchanges).isEmpty();
        assertThat(book.snapshot().connections).isEmpty();
        assertThat(entriesButWorkers()).isEmpty();
    }

    @Test
    void aReleaseBesideACloseEndsItOnce() throws Exception {
        BlockingQueue<Object> leases = new LinkedBlockingQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        List<Future<?>> releasers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            releasers.add(threads.submit(() -> release(leases, done)));
        }

        run(() -> closings(leases));
        done.set(true);
        for (Future<?> releaser : releasers) {
            releaser.get(30, TimeUnit.SECONDS);
        }

        Snapshot.ClientFacts facts = book.snapshot().clients[0];
        assertThat(facts.exchanges).isEqualTo(THREADS * EACH);
        assertThat(facts.bodies(BodyState.READ_TO_EOF)).isEqualTo(THREADS * EACH);
        assertThat(book.snapshot().exchanges).isEmpty();
    }

    @Test
    void aPoolThatManyMeetFirstIsOnePool() throws Exception {
        List<Object> pools = metByTwo(Event.WAIT_STARTED);

        assertThat(book.snapshot().pools).hasSize(pools.size());
        Reference.reachabilityFence(pools);
    }

    @Test
    void aConnectionThatManyMeetFirstIsOneConnection() throws Exception {
        List<Object> connections = metByTwo(Event.CONNECTION_SEEN);

        assertThat(book.snapshot().connections).hasSize(connections.size());
        assertThat(book.snapshot().connectionsOpened).isEqualTo(connections.size());
        Reference.reachabilityFence(connections);
    }

    /** Objects of which two threads told that event side by side. */
    private List<Object> metByTwo(Event event) throws Exception {
        List<Object> keys = Stream.generate(Object::new).limit(EACH).toList();
        AtomicInteger arrived = new AtomicInteger();
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            callers.add(threads.submit(() -> {
                for (int at = 0; at < keys.size(); at++) {
                    arrived.incrementAndGet();
                    // Awake, so that both go on in the same moment.
                    while (arrived.get() < 2 * (at + 1)) {
                        Thread.yield();
                    }
                    ledger.record(event, 0, keys.get(at), null, null);
                }
            }));
        }
        for (Future<?> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        return keys;
    }

    private void run(Runnable work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Future<?> sweeper = threads.submit(() -> {
            while (!done.get()) {
                book.sweep();
            }
        });
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(work));
        }
        for (Future<?> one : running) {
            one.get(30, TimeUnit.SECONDS);
        }
        done.set(true);
        sweeper.get(30, TimeUnit.SECONDS);
    }

    private void exchanges() {
        Object connection = new Object();
        ledger.record(Event.CONNECTION_OPENED, 0, connection, null, null);
        for (int i = 0; i < EACH; i++) {
            Object call = new Object();
            Object key = new Object();
            Object handle = new Object();
            ledger.record(Event.CALLED, 0, call, null, null);
            ledger.record(Event.LEASED, 0, call, connection, null);
            ledger.record(Event.EXCHANGE_STARTED, 0, key, call, null);
            ledger.record(Event.HANDED_OUT, 0, call, null, null);
            if (i % 4 != 0) {
                ledger.record(Event.BODY, 0, handle, key, null);
                if (i % 4 != 1) {
                    ledger.record(Event.EOF, 0, key, null, null);
                }
                ledger.record(Event.CLOSE_ENTERED, 0, key, null, null);
                ledger.record(Event.CLOSE_LEFT, 0, key, null, null);
            }
            ledger.record(Event.RELEASED, 0, key, null, null);
        }
        ledger.record(Event.CONNECTION_CLOSED, 0, connection, null, null);
    }

    private void closings(BlockingQueue<Object> leases) {
        for (int i = 0; i < EACH; i++) {
            Object key = new Object();
            Object handle = new Object();
            ledger.record(Event.LEASED, 0, key, null, null);
            ledger.record(Event.BODY, 0, handle, key, null);
            ledger.record(Event.EOF, 0, key, null, null);
            leases.add(key);
            ledger.record(Event.CLOSE_ENTERED, 0, key, null, null);
            ledger.record(Event.CLOSE_LEFT, 0, key, null, null);
            Reference.reachabilityFence(handle);
        }
    }

    private void release(BlockingQueue<Object> leases, AtomicBoolean done) {
        while (!done.get() || !leases.isEmpty()) {
            Object key = leases.poll();
            if (key != null) {
                ledger.record(Event.RELEASED, 0, key, null, null);
            }
        }
    }

    private List<Entry> entriesButWorkers() {
        List<Entry> entries = new ArrayList<>();
        ledger.entries.table.visit(entry -> {
            if (!(entry instanceof Worker)) {
                entries.add(entry);
            }
        });
        return entries;
    }
}
