package dev.connleak.weave;

import dev.connleak.clients.Hook;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one class. Made in the transformer, looked at by the sweeper. */
public final class Woven {
    /** As loaded, with slashes; differs from the hook's type where the class was relocated. */
    public final String internalName;
    /** Number of the client. */
    public final int client;

    public final boolean relocated;
    /** Hooks that found no method. */
    public final List<Hook> missing;
    /** Why nothing was woven, or null. */
    public final @Nullable Throwable failure;

    private @Nullable ProtectionDomain origin;

    Woven(
            String internalName,
            int client,
            boolean relocated,
            List<Hook> missing,
            @Nullable Throwable failure,
            @Nullable ProtectionDomain origin) {
        this.internalName = internalName;
        this.client = client;
        this.relocated = relocated;
        this.missing = missing;
        this.failure = failure;
        this.origin = origin;
    }

    /** Where the class came from; once, because the domain leads to its loader. */
    public @Nullable ProtectionDomain takeOrigin() {
        ProtectionDomain domain = origin;
        origin = null;
        return domain;
    }
}
