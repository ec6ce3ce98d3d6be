package dev.connleak.weave;

import dev.connleak.clients.Hook;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Is offered every class that any thread loads, and wants a handful. A miss costs one substring and one look-up in a map
 * that never changes; the rest of the name is compared on a hit only. There is no matching by hierarchy: asking 4,512
 * classes for their supertypes took 390 ms where asking for their names took 2 (dd-trace-java, pull request 6472).
 *
 * <p>Dangers: (a) this runs while the JVM holds class-loading locks of the application's loaders: no lock, no log, no
 * file, no new class, or it deadlocks or recurses; all that weaving needs is used once before {@code addTransformer}, see
 * {@link SelfTest}. (b) An exception here is the same as no change, silently: it is kept in {@link #taken} instead.
 */
public final class Transformer implements ClassFileTransformer {
    private static final String[] JDK_PACKAGES = {"java.", "javax.", "sun.", "jdk.", "com.sun."};

    private final Map<String, Target[]> targets = new HashMap<>();
    private final ConcurrentLinkedQueue<Woven> done = new ConcurrentLinkedQueue<>();
    private final @Nullable ClassLoader own;

    /** @param own the agent's own loader, whose classes are never touched */
    public Transformer(Hook[] hooks, @Nullable ClassLoader own) {
        this.own = own;
        Map<String, Target> byType = new HashMap<>();
        for (Hook hook : hooks) {
            Target target = byType.get(hook.type);
            if (target == null) {
                target = new Target(hook.type.replace('.', '/'), isPartOfJdk(hook.type));
                byType.put(hook.type, target);
                add(target);
            }
            target.hooks.add(hook);
        }
    }

    /** Whether the transformer wants a class that is loaded already. */
    public boolean wants(Class<?> type) {
        return type.getClassLoader() != own && target(type.getName().replace('.', '/')) != null;
    }

    /** The next class that was woven or could not be, or null. */
    public @Nullable Woven taken() {
        return done.poll();
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || loader == own) {
            return null;
        }
        Target target = target(name);
        if (target == null) {
            return null;
        }
        boolean relocated = name.length() != target.internalName.length();
        int client = target.hooks.get(0).client;
        try {
            Weaver weaver = new Weaver(bytes, target.hooks);
            byte[] woven = weaver.weave();
            done.add(new Woven(name, client, relocated, weaver.missing(), null, domain));
            return woven;
        } catch (Throwable failure) {
            done.add(new Woven(name, client, relocated, target.hooks, failure, domain));
            return null;
        }
    }

    private @Nullable Target target(String name) {
        Target[] candidates = targets.get(Target.key(name));
        if (candidates != null) {
            for (Target candidate : candidates) {
                if (candidate.matches(name)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private void add(Target target) {
        String key = Target.key(target.internalName);
        Target[] before = targets.get(key);
        Target[] after = new Target[before == null ? 1 : before.length + 1];
        if (before != null) {
            System.arraycopy(before, 0, after, 0, before.length);
        }
        after[after.length - 1] = target;
        targets.put(key, after);
    }

    private static boolean isPartOfJdk(String type) {
        for (String prefix : JDK_PACKAGES) {
            if (type.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
