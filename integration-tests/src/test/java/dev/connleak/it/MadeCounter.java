package dev.connleak.it;

import static net.bytebuddy.jar.asm.Opcodes.ACC_PROTECTED;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PUBLIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_STATIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_VOLATILE;
import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.GETSTATIC;
import static net.bytebuddy.jar.asm.Opcodes.IADD;
import static net.bytebuddy.jar.asm.Opcodes.ICONST_1;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESPECIAL;
import static net.bytebuddy.jar.asm.Opcodes.PUTSTATIC;
import static net.bytebuddy.jar.asm.Opcodes.RETURN;
import static net.bytebuddy.jar.asm.Opcodes.V1_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;

/** The class that {@code BridgeCounter} puts on the bridge: it extends a class that exists in a watched JVM only. */
final class MadeCounter {
    private static final String NAME = "dev/connleak/it/made/Counter";
    private static final String BRIDGE = "java/lang/ConnleakBridge";
    private static final String OBJECT = "Ljava/lang/Object;";

    private MadeCounter() {}

    /** Writes it below a directory, as a class path wants it. */
    static void in(Path directory) throws IOException {
        Path file = directory.resolve(NAME + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, bytes());
    }

    private static byte[] bytes() {
        ClassWriter made = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        made.visit(V1_8, ACC_PUBLIC, NAME, null, BRIDGE, null);
        made.visitField(ACC_PUBLIC | ACC_STATIC | ACC_VOLATILE, "events", "I", null, null)
                .visitEnd();

        MethodVisitor constructor = made.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, BRIDGE, "<init>", "()V", false);
        end(constructor);

        String event = "(I" + OBJECT + OBJECT + OBJECT + "Ljava/lang/Throwable;)V";
        MethodVisitor on = made.visitMethod(ACC_PROTECTED, "on", event, null, null);
        on.visitFieldInsn(GETSTATIC, NAME, "events", "I");
        on.visitInsn(ICONST_1);
        on.visitInsn(IADD);
        on.visitFieldInsn(PUTSTATIC, NAME, "events", "I");
        end(on);

        end(made.visitMethod(ACC_PROTECTED, "failed", "(Ljava/lang/Throwable;)V", null, null));
        return made.toByteArray();
    }

    private static void end(MethodVisitor method) {
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
