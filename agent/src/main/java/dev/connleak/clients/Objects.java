package dev.connleak.clients;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields and calls getters of a client's objects by name. What does not exist or is closed is null. For the agent's
 * own threads; guarded by its monitor.
 *
 * <p>Members are remembered under their class, weakly, and weakly themselves, for each of them leads to its class: nothing
 * here keeps an application's loader alive. A collection costs a look-up.
 */
final class Objects {
    private static final Object MISSING = new Object();
    /** Not to be had now, and not to be remembered. */
    private static final Object UNREACHABLE = new Object();

    private final Opener opener;
    private final Map<Class<?>, Reference<Map<String, Object>>> members = new WeakHashMap<>();
    private final Declarations declarations = new Declarations();

    Objects(Opener opener) {
        this.opener = opener;
    }

    /** The value of a field of the object's class or of one above it. */
    synchronized @Nullable Object field(@Nullable Object target, String name) {
        if (target == null) {
            return null;
        }
        Object member = member(target.getClass(), name, false);
        try {
            return member instanceof Field ? ((Field) member).get(target) : null;
        } catch (IllegalAccessException e) {
            // Closed by the module system and not to be opened on this JDK: unknown.
            return null;
        }
    }

    /** The result of a method without arguments of the object's class or of one above it. Only for plain getters. */
    synchronized @Nullable Object call(@Nullable Object target, String name) {
        if (target == null) {
            return null;
        }
        Object member = member(target.getClass(), name, true);
        try {
            return member instanceof MethodHandle ? (Object) ((MethodHandle) member).invokeExact(target) : null;
        } catch (Throwable thrown) {
            // By the getter: unknown.
            return null;
        }
    }

    /** A field as a whole number; 0 where there is none. */
    long number(@Nullable Object target, String field) {
        Object value = field(target, field);
        return value instanceof Number ? ((Number) value).longValue() : 0;
    }

    private Object member(Class<?> type, String name, boolean method) {
        Reference<Map<String, Object>> reference = members.get(type);
        Map<String, Object> known = reference == null ? null : reference.get();
        if (known == null) {
            known = new HashMap<>();
            members.put(type, new WeakReference<>(known));
        }
        String key = method ? name + "()" : name;
        Object member = known.get(key);
        if (member == null) {
            member = find(type, name, method);
            if (member != UNREACHABLE) {
                known.put(key, member);
            }
        }
        return member;
    }

    private Object find(Class<?> type, String name, boolean method) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (!declarations.isLoaded(at, method)) {
                return UNREACHABLE;
            }
            try {
                AccessibleObject found = method ? at.getDeclaredMethod(name) : at.getDeclaredField(name);
                // Before the attempt: JDK 9 to 15 let it through with a warning on the application's stderr.
                opener.open(at);
                found.setAccessible(true);
                return method ? handle((Method) found) : found;
            } catch (NoSuchMethodException | NoSuchFieldException e) {
                // Perhaps the class above has it.
            } catch (IllegalAccessException e) {
                // Closed in spite of all: as good as missing.
                return MISSING;
            } catch (RuntimeException | LinkageError e) {
                // InaccessibleObjectException (9+), or a class that names something absent: as good as missing.
                return MISSING;
            }
        }
        return MISSING;
    }

    /**
     * Not {@code Method.invoke}: up to JDK 17 its sixteenth call defines a class below the getter's own loader, and fails
     * where that loader hides the JDK's internals.
     */
    private static MethodHandle handle(Method getter) throws IllegalAccessException {
        return MethodHandles.lookup().unreflect(getter).asType(MethodType.methodType(Object.class, Object.class));
    }
}
