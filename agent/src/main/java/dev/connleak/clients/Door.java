package dev.connleak.clients;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.track.Event;
import dev.connleak.track.HotPath;
import dev.connleak.track.Ledger;
import org.jspecify.annotations.Nullable;

/** The agent's side of the bridge: turns a hook's number into an event of its client and hands it to the ledger. */
public final class Door extends ConnleakBridge {
    private final Hook[] hooks;
    private final Ledger ledger;
    private final ErrorBudget errors;
    /** Null where nothing is substituted. */
    private final @Nullable Substitution substitution;

    private volatile @Nullable Thread own;

    public Door(Hook[] hooks, Ledger ledger, ErrorBudget errors, @Nullable Substitution substitution) {
        this.hooks = hooks;
        this.ledger = ledger;
        this.errors = errors;
        this.substitution = substitution;
    }

    /** Where errors of the agent's own go. */
    public interface ErrorBudget {
        void spend(Throwable error);
    }

    /** What happens on this thread is the agent's own doing and no event. */
    public void ignore(Thread thread) {
        own = thread;
    }

    /** No event comes any more; what is open stays as it was known at this moment. */
    public void shut() {
        ledger.end();
    }

    /** Events were lost; whatever was open then may be over. */
    public void doubt() {
        ledger.doubt();
    }

    @Override
    @HotPath
    protected void on(
            int hook, @Nullable Object subject, @Nullable Object a, @Nullable Object b, @Nullable Throwable thrown)
            throws Throwable {
        if (Thread.currentThread() != own) {
            Hook at = hooks[hook];
            if (at.event == Event.SUBSTITUTED) {
                if (substitution != null && subject != null && a != null) {
                    substitution.replace(at.client, subject, (Object[]) a, ledger);
                }
                return;
            }
            ledger.record(at.event, at.client, subject, a, b);
        }
    }

    @Override
    protected void failed(Throwable error) {
        errors.spend(error);
    }
}
