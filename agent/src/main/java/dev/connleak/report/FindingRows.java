package dev.connleak.report;

import dev.connleak.diagnose.Cause;
import dev.connleak.diagnose.Kind;
import dev.connleak.diagnose.Owner;
import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.ExchangeFacts;
import dev.connleak.track.PoolFacts;
import dev.connleak.track.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a cause to a finding: the same facts, in the report's words. */
final class FindingRows {
    private static final int MOST_INSTANCES = 5;
    private static final int MOST_STACKS = 20;
    private static final int MOST_HOLDERS = 5;

    private final View view;
    private final List<String> ignore;
    private final Map<String, Origins.Origin> origins;

    /** @param origins of the classes of the owners, as far as they are known */
    FindingRows(View view, List<String> ignore, Map<String, Origins.Origin> origins) {
        this.view = view;
        this.ignore = ignore;
        this.origins = origins;
    }

    /** Sees to it that a finding has a stack to show, however many others there are. */
    void reserve(Cause cause) {
        for (Integer stack : cause.stacks.keySet()) {
            if (view.tables.stack(stack) != null) {
                return;
            }
        }
    }

    /**
     * @param wanted takes what the finding refers to
     */
    Finding finding(Cause cause, Wanted wanted) {
        Finding.Draft draft = new Finding.Draft(
                cause.fingerprint,
                cause.kind.word(),
                cause.leak ? "leak" : "waste",
                cause.grade.word(),
                view.moment(cause.firstNanos),
                view.moment(cause.lastNanos),
                Wording.summary(cause, cause.path.place()));
        count(cause, draft);
        locate(cause, draft);
        name(cause, draft, wanted);
        draft.reasons = cause.reasons;
        draft.ignored = isIgnored(cause);
        draft.lastTouch = lastTouch(cause);
        return draft.finish();
    }

    private void count(Cause cause, Finding.Draft draft) {
        Map<String, Long> byKind = new LinkedHashMap<>();
        for (Map.Entry<Kind, Long> kind : cause.byKind.entrySet()) {
            byKind.put(kind.getKey().word(), kind.getValue());
        }
        draft.byKind = byKind;
        draft.count = cause.count;
        draft.openNow = cause.openNow;
        draft.connectionsHeld = cause.connectionsHeld();
        draft.returnedLate = cause.returnedLate;
        draft.rescued = cause.rescued;
        draft.siteExchanges = cause.siteExchanges;
        if (!cause.exchanges.isEmpty()) {
            draft.oldestMillis = view.ageMillis(cause.exchanges.get(0).startedNanos);
        } else if (cause.openNow > 0) {
            draft.oldestMillis = view.ageMillis(cause.firstNanos);
        }
    }

    private void locate(Cause cause, Finding.Draft draft) {
        Assembly.Client client = view.clients[cause.client];
        draft.client = client.name;
        draft.advice = Wording.advice(cause, client);
        draft.route = UrlTemplate.origin(cause.url);
        draft.cell = cause.kind.ofBodies() ? new Cell(cause.keepAlive, cause.readToEof, cause.closed) : null;
        draft.outcome = cause.outcome.word();
        draft.site = site(cause);
        draft.stacks = stacks(cause);
        draft.through = cause.path.through;
        draft.submitter = view.tables.stack(cause.submitterStack);
        if (cause.owner != null) {
            own(cause.owner, draft);
        }
    }

    private void own(Owner owner, Finding.Draft draft) {
        Origins.Origin origin = owner.className == null ? null : origins.get(owner.className);
        draft.owner = new Finding.Owner(
                owner.library ? "library" : "application",
                origin == null ? null : origin.name,
                origin == null ? null : origin.version);
        draft.known = owner.known == null ? null : new Finding.Known(owner.known.id, owner.known.link, null);
    }

    private void name(Cause cause, Finding.Draft draft, Wanted wanted) {
        List<String> instances = new ArrayList<>();
        List<Finding.Holder> holders = new ArrayList<>();
        for (ExchangeFacts exchange : cause.exchanges) {
            wanted.blamed.add(exchange.id);
            if (instances.size() < MOST_INSTANCES) {
                instances.add("x" + exchange.id);
                wanted.named.add(exchange.id);
            }
            if (exchange.leaseOpen) {
                holder(exchange.lastTouch == null ? exchange.worker : exchange.lastTouch, holders);
            }
        }
        for (ConnectionFacts connection : cause.connections) {
            wanted.connections.add(connection.id);
            if (instances.size() < MOST_INSTANCES) {
                instances.add("c" + connection.id);
            }
        }
        for (PoolFacts pool : cause.pools) {
            wanted.pools.add(pool.id);
            if (instances.size() < MOST_INSTANCES) {
                instances.add("p" + pool.id);
            }
        }
        for (Worker thread : cause.threads) {
            holder(thread, holders);
        }
        draft.instances = instances;
        draft.holders = holders;
    }

    private static Finding.@Nullable Site site(Cause cause) {
        StackTraceElement at = cause.path.site;
        String fingerprint = cause.path.siteFingerprint();
        if (at == null || fingerprint == null) {
            return null;
        }
        return new Finding.Site(
                at.getClassName(),
                at.getMethodName(),
                at.getFileName(),
                at.getLineNumber() < 0 ? null : at.getLineNumber(),
                fingerprint);
    }

    private List<Finding.StackCount> stacks(Cause cause) {
        List<Finding.StackCount> counts = new ArrayList<>();
        for (Map.Entry<Integer, Long> stack : cause.stacks.entrySet()) {
            Integer index = view.tables.stack(stack.getKey());
            if (index != null && counts.size() < MOST_STACKS) {
                counts.add(new Finding.StackCount(index, stack.getValue()));
            }
        }
        return counts;
    }

    private void holder(Worker worker, List<Finding.Holder> holders) {
        Integer thread = holders.size() < MOST_HOLDERS ? view.tables.thread(worker) : null;
        if (thread == null) {
            return;
        }
        for (Finding.Holder known : holders) {
            if (known.thread == thread) {
                return;
            }
        }
        holders.add(new Finding.Holder(thread, view.tables.stackOf(thread)));
    }

    private Finding.@Nullable LastTouch lastTouch(Cause cause) {
        ExchangeFacts latest = null;
        for (ExchangeFacts exchange : cause.exchanges) {
            if (exchange.lastTouch != null && (latest == null || exchange.lastTouchNanos - latest.lastTouchNanos > 0)) {
                latest = exchange;
            }
        }
        Integer thread = latest == null ? null : view.tables.thread(latest.lastTouch);
        return latest == null || thread == null
                ? null
                : new Finding.LastTouch(thread, view.tables.stackOf(thread), view.moment(latest.lastTouchNanos));
    }

    private boolean isIgnored(Cause cause) {
        StackTraceElement site = cause.path.site;
        for (String pattern : ignore) {
            if (cause.fingerprint.equals(pattern)
                    || (site != null && site.getClassName().startsWith(pattern))) {
                return true;
            }
        }
        return false;
    }
}
