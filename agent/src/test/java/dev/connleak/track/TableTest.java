package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TableTest {
    /** The smallest there is, so that chains are long. */
    private final Table table = new Table(1);

    private final ReferenceQueue<Object> cleared = new ReferenceQueue<>();

    @Test
    void anEntryIsFoundByItsKey() {
        Object key = new Object();

        Node entry = add(key);

        assertThat(table.find(key)).isSameAs(entry);
    }

    @Test
    void anEqualKeyIsAnotherKey() {
        String key = new String("key");

        add(key);

        assertThat(table.find(new String("key"))).isNull();
    }

    @Test
    void whatIsRemovedIsNotFound() {
        Object key = new Object();
        Node entry = add(key);

        remove(entry);

        assertThat(table.find(key)).isNull();
    }

    @Test
    void whatIsMarkedIsNotFoundBeforeItIsUnlinked() {
        Object key = new Object();
        Node entry = add(key);

        entry.markRemoved();

        assertThat(table.find(key)).isNull();
        assertThat(visited()).isEmpty();
    }

    @Test
    void onlyOneRemovesAnEntry() {
        Node entry = add(new Object());

        assertThat(entry.markRemoved()).isTrue();
        assertThat(entry.markRemoved()).isFalse();
    }

    @Test
    void theNewestEntryOfAKeyHidesTheOlderOne() {
        Object key = new Object();
        add(key);

        Node second = add(key);

        assertThat(table.find(key)).isSameAs(second);
    }

    @Test
    void allOfALongChainAreFound() {
        List<Object> keys = new ArrayList<>();
        List<Node> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            keys.add(new Object());
            entries.add(add(keys.get(i)));
        }

        for (int i = 0; i < keys.size(); i++) {
            assertThat(table.find(keys.get(i))).isSameAs(entries.get(i));
        }
        assertThat(visited()).hasSize(1000);
    }

    @Test
    void removingFromAChainLeavesTheOthers() {
        List<Object> keys = new ArrayList<>();
        List<Node> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            keys.add(new Object());
            entries.add(add(keys.get(i)));
        }

        for (int i = 0; i < keys.size(); i += 3) {
            remove(entries.get(i));
        }

        for (int i = 0; i < keys.size(); i++) {
            assertThat(table.find(keys.get(i))).isSameAs(i % 3 == 0 ? null : entries.get(i));
        }
    }

    @Test
    void aCollectedKeyMatchesByItsHashUntilItsEntryIsRemoved() {
        Object key = new Object();
        Node entry = add(key);
        entry.clear();
        Entry before = table.find(key);

        remove(entry);

        assertThat(before).isSameAs(entry);
        assertThat(table.find(key)).isNull();
    }

    @Test
    void aVisitUnlinksWhatIsMarked() {
        List<Node> live = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            add(new Object()).markRemoved();
            live.add(add(new Object()));
        }

        List<Entry> seen = visited();

        assertThat(seen).hasSameElementsAs(live);
        for (Node entry : live) {
            assertThat(entry.next == null || !entry.next.removed()).isTrue();
        }
    }

    @Test
    void removalSideBySideNeverLosesALiveEntry() throws Exception {
        List<Object> lasting = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            lasting.add(new Object());
            add(lasting.get(i));
        }
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int seed = i;
                running.add(threads.submit(() -> churn(new Random(seed), lasting, over)));
            }
            Future<?> sweeper = threads.submit(() -> {
                while (!over.get()) {
                    visited();
                }
            });
            awaitSecondOrLoss(running);
            over.set(true);
            sweeper.get(10, TimeUnit.SECONDS);
            for (Future<Long> one : running) {
                assertThat(one.get(10, TimeUnit.SECONDS)).as("entries lost").isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(visited()).hasSize(lasting.size());
    }

    /** A thread that comes back early has lost something. */
    private static void awaitSecondOrLoss(List<Future<Long>> running) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1)
                && running.stream().noneMatch(Future::isDone)) {
            Thread.yield();
        }
    }

    private long churn(Random random, List<Object> lasting, AtomicBoolean over) {
        while (!over.get()) {
            List<Object> keys = new ArrayList<>();
            List<Node> entries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                keys.add(new Object());
                entries.add(add(keys.get(i)));
            }
            for (int i = 0; i < keys.size(); i++) {
                if (table.find(keys.get(i)) != entries.get(i)) {
                    return 1;
                }
            }
            if (table.find(lasting.get(random.nextInt(lasting.size()))) == null) {
                return 1;
            }
            while (!entries.isEmpty()) {
                remove(entries.remove(random.nextInt(entries.size())));
            }
        }
        return 0;
    }

    private List<Entry> visited() {
        List<Entry> seen = new ArrayList<>();
        table.visit(seen::add);
        return seen;
    }

    private Node add(Object key) {
        Node entry = new Node(key, cleared);
        table.add(entry);
        return entry;
    }

    private void remove(Node entry) {
        entry.markRemoved();
        table.unlink(entry);
    }

    private static final class Node extends Entry {
        Node(Object key, ReferenceQueue<Object> cleared) {
            super(key, cleared);
        }
    }
}
