package dev.connleak.diagnose;

import dev.connleak.track.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a snapshot: what its bodies, connections and pools show, as causes. Pure: the same snapshot gives the same causes
 * in the same order.
 */
public final class Diagnosis {
    private Diagnosis() {}

    /**
     * All causes, worst first.
     *
     * @param clients names of the clients by number; null for one whose verdicts are off
     */
    public static List<Cause> of(
            Snapshot snapshot, Thresholds thresholds, Libraries libraries, @Nullable String[] clients) {
        Causes causes = new Causes(snapshot, thresholds, libraries, clients);
        new BodyCauses(causes).find();
        new ExhaustionCauses(causes).find();
        new ClientCauses(causes).find();
        new LoopCauses(causes).find();
        new CloseWaitCauses(causes).find();
        new SocketCauses(causes).find();
        new Submitters(causes).find();
        List<Cause> found = new ArrayList<>(causes.found());
        for (Cause cause : found) {
            if (cause.sure < enough(cause.kind) && cause.grade != Grade.SUSPECT) {
                cause.grade = Grade.SUSPECT;
                cause.reasons.add(Cause.DOUBT);
            }
            cause.owner = Owner.of(cause.kind, String.valueOf(clients[cause.client]), cause.path);
        }
        Collections.sort(found, worstFirst());
        return found;
    }

    /** So many it takes to be more than suspected. */
    private static int enough(Kind kind) {
        switch (kind) {
            case CLIENT_PER_REQUEST:
                return Thresholds.CLIENTS;
            case CLOSE_WAIT_IDLE:
                return Thresholds.CLOSED_BY_PEER;
            case CLOSED_EARLY:
            case EXCHANGE_CANCELLED:
                return Thresholds.WASTE_COUNT;
            default:
                return 1;
        }
    }

    /** No constant: on 8 its lambdas take much memory, and a class whose constants once had none is broken for good. */
    private static Comparator<Cause> worstFirst() {
        return Comparator.comparing((Cause cause) -> !cause.leak)
                .thenComparing(cause -> cause.grade, Comparator.reverseOrder())
                .thenComparing(cause -> cause.openNow, Comparator.reverseOrder())
                .thenComparing(cause -> cause.count, Comparator.reverseOrder())
                .thenComparing(cause -> cause.fingerprint);
    }
}
