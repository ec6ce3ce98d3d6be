package dev.connleak.weave;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** The fields that one class declares, by name. */
final class Fields {
    private final Map<String, String> ofInstances = new HashMap<>();
    private final Map<String, String> ofTheClass = new HashMap<>();

    void add(int access, String name, String descriptor) {
        ((access & Opcodes.ACC_STATIC) == 0 ? ofInstances : ofTheClass).put(name, descriptor);
    }

    /** Whether it is there, and can be read where there is an instance or not. */
    boolean has(@Nullable String name, boolean instance) {
        return ofTheClass.containsKey(name) || instance && ofInstances.containsKey(name);
    }

    boolean isStatic(String name) {
        return ofTheClass.containsKey(name);
    }

    /** @param name of one that is there */
    String descriptor(String name) {
        String descriptor = isStatic(name) ? ofTheClass.get(name) : ofInstances.get(name);
        if (descriptor == null) {
            throw new IllegalStateException("no field " + name);
        }
        return descriptor;
    }
}
