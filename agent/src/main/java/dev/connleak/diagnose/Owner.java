package dev.connleak.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose code a cause is the fault of: the application's, as long as nothing tells of a library. */
public final class Owner {
    public final boolean library;
    /** A class of the owner's; null where no frame is known. */
    public final @Nullable String className;
    /** What others have reported of it, or null. */
    public final @Nullable KnownLeak known;

    private Owner(boolean library, @Nullable String className, @Nullable KnownLeak known) {
        this.library = library;
        this.className = className;
        this.known = known;
    }

    static Owner of(Kind kind, String client, CallPath path) {
        KnownLeak known = KnownLeak.of(kind, client, path.classes);
        if (known != null) {
            return new Owner(true, known.frame(path.classes), known);
        }
        List<String> libraries = path.libraries;
        if (kind == Kind.LOOP_THREAD_ORPHANED) {
            // The application cannot end a client's threads.
            return new Owner(true, libraries.isEmpty() ? null : libraries.get(0), null);
        }
        return path.site == null
                ? new Owner(true, libraries.isEmpty() ? null : libraries.get(libraries.size() - 1), null)
                : new Owner(false, path.site.getClassName(), null);
    }
}
