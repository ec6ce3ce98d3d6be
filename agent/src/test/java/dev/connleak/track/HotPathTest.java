package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.clients.Door;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What runs on the application's threads, read off the byte code: from the bridge to the last helper of the ledger. */
class HotPathTest {
    private static final List<String> SLOW = List.of(
            "java/lang/StringBuilder",
            "java/lang/StringBuffer",
            "java/util/stream/",
            "java/util/logging/",
            "java/io/",
            "java/util/concurrent/locks/");

    /** Twice in a connection's life they may lock, which their comment says. */
    private static final Set<String> MAY_LOCK =
            Set.of("dev/connleak/track/Connection.loopStarted", "dev/connleak/track/Connection.loopEnded");

    /** Its one string is built for an exception that means a bug of ours. */
    private static final Set<String> MAY_FAIL_LOUDLY = Set.of("dev/connleak/track/Ledger.happened");

    private final Map<String, Seen> methods = new HashMap<>();

    @Test
    void annotatedMethodsDoNothingSlow() {
        read();

        List<Seen> annotated =
                methods.values().stream().filter(seen -> seen.annotated).toList();

        assertThat(annotated).extracting(seen -> seen.name).contains("record", "on", "find", "add", "set", "unlink");
        assertThat(annotated)
                .allSatisfy(seen -> assertThat(seen.slow).as(seen.toString()).isEmpty());
    }

    @Test
    void whatAnEventReachesDoesNothingSlowEither() {
        read();
        Set<String> faults = new TreeSet<>();
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        methods.forEach((key, seen) -> {
            if (seen.toString().equals("dev/connleak/track/Ledger.record")
                    || seen.toString().equals("dev/connleak/clients/Door.on")
                    || seen.toString().equals("dev/connleak/bridge/ConnleakBridge.event")
                    || seen.toString().equals("dev/connleak/bridge/ConnleakBridge.ended")) {
                open.add(key);
            }
        });

        while (!open.isEmpty()) {
            String key = open.remove();
            Seen seen = methods.get(key);
            if (seen != null && reached.add(key)) {
                seen.slow.stream()
                        .filter(fault -> !(fault.startsWith("lock") && MAY_LOCK.contains(seen.toString())))
                        .filter(fault ->
                                !(fault.startsWith("java/lang/String") && MAY_FAIL_LOUDLY.contains(seen.toString())))
                        .forEach(fault -> faults.add(seen + ": " + fault));
                open.addAll(seen.calls);
            }
        }

        assertThat(reached).hasSizeGreaterThan(40);
        assertThat(faults).isEmpty();
    }

    private void read() {
        for (Class<?> type : List.of(
                ConnleakBridge.class,
                Door.class,
                Ledger.class,
                Entries.class,
                Table.class,
                Entry.class,
                Alias.class,
                Call.class,
                Connection.class,
                Exchange.class,
                Handle.class,
                Pool.class,
                Trace.class,
                Worker.class,
                Endings.class,
                Fate.class,
                CloseReason.class,
                Submissions.class,
                Task.class,
                BodyState.class)) {
            try (InputStream in = Objects.requireNonNull(
                    type.getResourceAsStream("/" + Type.getInternalName(type) + ".class"), type.getName())) {
                new ClassReader(in.readAllBytes()).accept(new Reading(), ClassReader.SKIP_FRAMES);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** One method: what it calls, and what it should not. */
    private static final class Seen {
        private final String owner;
        private final String name;
        private final List<String> calls = new ArrayList<>();
        private final List<String> slow = new ArrayList<>();
        private boolean annotated;

        Seen(String owner, String name) {
            this.owner = owner;
            this.name = name;
        }

        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    private final class Reading extends ClassVisitor {
        private String owner = "";

        Reading() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            owner = name;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Seen seen = new Seen(owner, name);
            methods.put(owner + "." + name + descriptor, seen);
            if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
                seen.slow.add("lock");
            }
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
                    seen.annotated |= type.equals(Type.getDescriptor(HotPath.class));
                    return null;
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String method, String type, net.bytebuddy.jar.asm.Handle bootstrap, Object... arguments) {
                    seen.slow.add("invokedynamic " + method);
                }

                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.MONITORENTER) {
                        seen.slow.add("lock");
                    }
                }

                @Override
                public void visitMethodInsn(
                        int opcode, String called, String method, String type, boolean isInterface) {
                    seen.calls.add(called + "." + method + type);
                    if (SLOW.stream().anyMatch(called::startsWith)) {
                        seen.slow.add(called + "." + method);
                    }
                }
            };
        }
    }
}
