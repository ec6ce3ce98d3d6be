package dev.connleak.cli.attach;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** JVMs in a sentence: process id and main class, as many as one can take in. */
final class Candidates {

    private static final int SHOWN = 8;

    private Candidates() {}

    static String of(List<RunningJvm> jvms) {
        String some = jvms.stream()
                .limit(SHOWN)
                .map(jvm -> jvm.pid() + " " + Objects.requireNonNullElse(jvm.mainClass(), "(unknown)"))
                .collect(Collectors.joining(", "));
        return jvms.size() <= SHOWN ? some : some + " and " + (jvms.size() - SHOWN) + " more";
    }
}
