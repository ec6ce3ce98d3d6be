package dev.connleak.report;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says which jar or module classes came from. Asked once for a report, on the thread that makes it. */
public interface Origins {
    /** By the name of the class; without those of which it is not known. */
    Map<String, Origin> of(Set<String> classNames);

    /** A jar or a module. */
    final class Origin {
        public final String name;
        public final @Nullable String version;

        public Origin(String name, @Nullable String version) {
            this.name = name;
            this.version = version;
        }
    }
}
