package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** One more key for a call, a connection or an exchange. */
final class Alias extends Entry {
    final Entry of;
    /** Goes with its first use. */
    final boolean once;
    /** The alias before this one of the same entry. */
    volatile @Nullable Alias older;

    Alias(Object key, ReferenceQueue<Object> cleared, Entry of, boolean once) {
        super(key, cleared);
        this.of = of;
        this.once = once;
        this.older = of.aliases;
    }

    /** Leaves its entry's list. Of two that leave side by side one may stay listed, which only costs its few bytes. */
    void leave() {
        Alias newest = of.aliases;
        if (newest == this) {
            of.aliases = older;
            return;
        }
        for (Alias at = newest; at != null; at = at.older) {
            if (at.older == this) {
                at.older = older;
                return;
            }
        }
    }
}
