package dev.connleak.weave;

import dev.connleak.clients.Hook;
import dev.connleak.clients.Hooks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the hooks of one class into its bytes. Nothing is added to the class but calls: no field, no method, no
 * interface, so that a class can be woven at load and long after, and other agents are not disturbed.
 *
 * <p>Frames are copied and only maxima are computed, which never asks for another class. The template therefore branches
 * nowhere; its one frame is that of the handler for leaving by an exception, see {@link WovenMethod}.
 */
final class Weaver {
    private final ClassReader reader;
    private final List<Hook> hooks;
    private final List<Hook> missing;
    private final Fields fields = new Fields();
    private final Map<String, Stores> stores = new HashMap<>();
    private int found;

    Weaver(byte[] bytes, List<Hook> hooks) {
        this.reader = new ClassReader(bytes);
        this.hooks = hooks;
        this.missing = new ArrayList<>(hooks);
    }

    /** The woven class, or null where no hook found its method. */
    byte @Nullable [] weave() {
        reader.accept(new Scan(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Weaving(writer), 0);
        for (int i = missing.size() - 1; i >= 0; i--) {
            if (missing.get(i).optional) {
                missing.remove(i);
            }
        }
        return found == 0 ? null : writer.toByteArray();
    }

    /** Hooks that found no method, those that may miss it left out. After {@link #weave}. */
    List<Hook> missing() {
        return missing;
    }

    /** First pass: which fields there are, and which of their variables methods overwrite. */
    private final class Scan extends ClassVisitor {
        Scan() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            fields.add(access, name, descriptor);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Stores here = new Stores();
            stores.put(name + descriptor, here);
            return here;
        }
    }

    /** Second pass: the calls. */
    private final class Weaving extends ClassVisitor {
        private String owner = "";
        private int version;

        Weaving(ClassWriter to) {
            super(Opcodes.ASM9, to);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            this.owner = name;
            this.version = version & 0xffff;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor to = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (to == null || (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) != 0) {
                return to;
            }
            Method method = new Method(owner, version, access, name, descriptor, fields, storesOf(name, descriptor));
            List<Hook> here = new ArrayList<>();
            for (Hook hook : hooks) {
                if (hook.method.equals(name)
                        && (hook.arity == Hooks.ANY || hook.arity == method.arguments.length)
                        && method.provides(hook)) {
                    here.add(hook);
                    missing.remove(hook);
                    found++;
                }
            }
            return here.isEmpty() ? to : new WovenMethod(to, method, here);
        }

        private Stores storesOf(String name, String descriptor) {
            Stores found = stores.get(name + descriptor);
            if (found == null) {
                throw new IllegalStateException("method appeared between two passes: " + name + descriptor);
            }
            return found;
        }
    }
}
