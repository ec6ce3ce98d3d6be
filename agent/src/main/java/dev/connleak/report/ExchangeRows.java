package dev.connleak.report;

import dev.connleak.track.BodyState;
import dev.connleak.track.ExchangeFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The exchanges of a report, and how many there were in each of the eight cells. */
final class ExchangeRows {
    static final int MOST = 1000;

    private final View view;

    ExchangeRows(View view) {
        this.view = view;
    }

    List<Cell.Count> cells() {
        List<Cell.Count> counts = new ArrayList<>();
        boolean[] both = {true, false};
        for (int client = 0; client < view.clients.length; client++) {
            for (boolean keepAlive : both) {
                for (boolean readToEof : both) {
                    for (boolean closed : both) {
                        long times = view.snapshot.clients[client].cell(keepAlive, readToEof, closed);
                        if (times > 0) {
                            counts.add(new Cell.Count(
                                    view.clients[client].name, new Cell(keepAlive, readToEof, closed), times));
                        }
                    }
                }
            }
        }
        return counts;
    }

    /** Those that findings name, then those that they blame, then the oldest; in the order of their ids. */
    List<ExchangeFacts> chosen(Set<Long> named, Set<Long> blamed) {
        Set<Long> kept = new HashSet<>();
        for (int rank = 0; rank < 3; rank++) {
            for (ExchangeFacts exchange : view.snapshot.exchanges) {
                boolean due = rank == 2 || (rank == 0 ? named : blamed).contains(exchange.id);
                if (due && kept.size() < MOST) {
                    kept.add(exchange.id);
                }
            }
        }
        List<ExchangeFacts> chosen = new ArrayList<>(kept.size());
        for (ExchangeFacts exchange : view.snapshot.exchanges) {
            if (kept.contains(exchange.id)) {
                chosen.add(exchange);
            }
        }
        return chosen;
    }

    /** @param connections those that the report shows */
    List<ExchangeEntry> entries(List<ExchangeFacts> exchanges, List<ConnectionEntry> connections) {
        Set<String> known = new HashSet<>();
        for (ConnectionEntry connection : connections) {
            known.add(connection.id);
        }
        List<ExchangeEntry> entries = new ArrayList<>(exchanges.size());
        for (ExchangeFacts exchange : exchanges) {
            ExchangeEntry.Body body = new ExchangeEntry.Body(
                    exchange.body.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    exchange.body == BodyState.NONE ? "none" : exchange.framing,
                    exchange.bytesRead < 0 ? null : exchange.bytesRead,
                    exchange.length < 0 ? null : exchange.length,
                    exchange.progressNanos == 0 || !exchange.progressKnown
                            ? null
                            : view.moment(exchange.progressNanos));
            ExchangeEntry.Draft draft =
                    new ExchangeEntry.Draft("x" + exchange.id, view.moment(exchange.startedNanos), body);
            draft.connection = known.contains("c" + exchange.connection) ? "c" + exchange.connection : null;
            draft.method = exchange.method;
            draft.url = view.urls.apply(exchange.url);
            draft.status = exchange.status == 0 ? null : exchange.status;
            draft.thread = view.tables.thread(exchange.worker);
            draft.stack = view.tables.stack(exchange.stack);
            entries.add(draft.finish());
        }
        return entries;
    }
}
