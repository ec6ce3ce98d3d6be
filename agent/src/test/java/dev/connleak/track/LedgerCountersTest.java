package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies add up to exchanges whatever happens in whatever order: a ledger against a model that only has booleans. */
class LedgerCountersTest {
    private static final int EXCHANGES = 300;
    private static final int STEPS = 4000;

    private final Book book = Book.ofCapacity(100_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderOfEventsGivesTheCountsOfTheModel(long seed) {
        Random random = new Random(seed);
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < EXCHANGES; i++) {
            models.add(new Model());
        }

        for (int step = 0; step < STEPS; step++) {
            Model model = models.get(random.nextInt(EXCHANGES));
            model.happens(Happening.values()[random.nextInt(Happening.values().length)]);
            if (step % 1000 == 0) {
                compare(models);
            }
        }

        compare(models);
    }

    private void compare(List<Model> models) {
        Map<BodyState, Long> bodies = new EnumMap<>(BodyState.class);
        Map<String, Long> cells = new TreeMap<>();
        for (Model model : models) {
            bodies.merge(model.state(), 1L, Long::sum);
            if (model.body) {
                cells.merge(!model.notKeptAlive + " " + model.eof + " " + model.closed, 1L, Long::sum);
            }
        }
        Snapshot.ClientFacts facts = book.snapshot().clients[0];
        assertThat(facts.exchanges).isEqualTo(EXCHANGES).isEqualTo(book.ledger.started(0));
        for (BodyState state : BodyState.values()) {
            assertThat(facts.bodies(state)).as(state.name()).isEqualTo(bodies.getOrDefault(state, 0L));
        }
        for (String cell : cells.keySet()) {
            String[] sides = cell.split(" ", -1);
            assertThat(facts.cell(
                            Boolean.parseBoolean(sides[0]),
                            Boolean.parseBoolean(sides[1]),
                            Boolean.parseBoolean(sides[2])))
                    .as(cell)
                    .isEqualTo(cells.get(cell));
        }
    }

    private enum Happening {
        BODY,
        EOF,
        TRANSPORT_EOF,
        CLOSE_ENTERED,
        CLOSE_LEFT,
        RELEASED,
        DESTROYED,
        CONNECTION_CLOSED,
        NOT_KEPT_ALIVE,
        CANCELLED,
        HANDLE_COLLECTED
    }

    /** What the rules of a body say, without a table, a reference or a bit. */
    private final class Model {
        private final Book.Lease lease = book.lease();
        private boolean body;
        private boolean eof;
        private boolean transportEof;
        private boolean closed;
        private boolean closeReturned;
        private boolean handleGone;
        private boolean abandoned;
        private boolean released;
        private boolean destroyed;
        private boolean cancelled;
        private boolean notKeptAlive;

        void happens(Happening what) {
            if (over()) {
                // Nobody looks at it any more; the ledger must not either.
                tell(what);
                return;
            }
            switch (what) {
                case BODY -> body |= !released;
                case EOF -> {
                    transportEof |= closed;
                    eof |= !closed;
                    notKeptAlive |= !closed && destroyed && !cancelled;
                }
                case TRANSPORT_EOF -> transportEof = true;
                case CLOSE_ENTERED -> closed = true;
                case CLOSE_LEFT -> closeReturned = true;
                case RELEASED -> released = true;
                case DESTROYED, CONNECTION_CLOSED -> {
                    notKeptAlive |= !released && (eof || transportEof && !closed);
                    destroyed |= !released;
                    released = true;
                }
                case NOT_KEPT_ALIVE -> notKeptAlive = true;
                case CANCELLED -> cancelled |= !closed && !released;
                case HANDLE_COLLECTED -> {
                    if (body) {
                        abandoned |= !handleGone && !eof && !closed && !released;
                        handleGone = true;
                    }
                }
            }
            tell(what);
        }

        private void tell(Happening what) {
            switch (what) {
                case BODY -> lease.body();
                case EOF -> lease.eof();
                case TRANSPORT_EOF -> lease.record(Event.TRANSPORT_EOF, null);
                case CLOSE_ENTERED -> lease.closeEntered();
                case CLOSE_LEFT -> lease.closeLeft();
                case RELEASED -> lease.release();
                case DESTROYED -> lease.destroy();
                case CONNECTION_CLOSED -> book.record(Event.CONNECTION_CLOSED, lease.connection);
                case NOT_KEPT_ALIVE -> lease.notKeptAlive();
                case CANCELLED -> lease.cancel();
                case HANDLE_COLLECTED -> collectHandle();
            }
        }

        private void collectHandle() {
            Entry entry = book.ledger.entries.find(lease.key);
            Handle handle = entry instanceof Exchange exchange ? exchange.handle : null;
            if (handle != null) {
                handle.enqueue();
                book.sweep();
            }
        }

        private boolean over() {
            return released && (!body || closeReturned || handleGone);
        }

        BodyState state() {
            if (!body) {
                return BodyState.NONE;
            }
            if (eof) {
                return closed ? BodyState.READ_TO_EOF : BodyState.READ_TO_EOF_NOT_CLOSED;
            }
            if (closed) {
                return BodyState.CLOSED_EARLY;
            }
            if (abandoned) {
                return BodyState.ABANDONED;
            }
            return handleGone ? BodyState.READ_TO_EOF_NOT_CLOSED : BodyState.OPEN;
        }
    }
}
