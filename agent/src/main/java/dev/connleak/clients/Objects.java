package dev.connleak.clients;

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
 * <p>Members are remembered under their class, weakly: nothing here keeps an application's loader alive.
 */
final class Objects {
    private static final Object MISSING = new Object();

    private final Opener opener;
    private final Map<Class<?>, Map<String, Object>> members = new WeakHashMap<>();

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
            return member instanceof Method ? ((Method) member).invoke(target) : null;
        } catch (ReflectiveOperationException e) {
            // Closed, or the getter threw: unknown.
            return null;
        }
    }

    /** A field as a whole number; 0 where there is none. */
    long number(@Nullable Object target, String field) {
        Object value = field(target, field);
        return value instanceof Number ? ((Number) value).longValue() : 0;
    }

    private Object member(Class<?> type, String name, boolean method) {
        Map<String, Object> known = members.get(type);
        if (known == null) {
            known = new HashMap<>();
            members.put(type, known);
        }
        String key = method ? name + "()" : name;
        Object member = known.get(key);
        if (member == null) {
            member = find(type, name, method);
            known.put(key, member);
        }
        return member;
    }

    private Object find(Class<?> type, String name, boolean method) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            try {
                AccessibleObject found = method ? at.getDeclaredMethod(name) : at.getDeclaredField(name);
                // Before the attempt: JDK 9 to 15 let it through with a warning on the application's stderr.
                opener.open(at);
                found.setAccessible(true);
                return found;
            } catch (NoSuchMethodException | NoSuchFieldException e) {
                // Perhaps the class above has it.
            } catch (RuntimeException | LinkageError e) {
                // InaccessibleObjectException (9+), or a class that names something absent: as good as missing.
                return MISSING;
            }
        }
        return MISSING;
    }
}
