package dev.connleak.weave;

import dev.connleak.clients.Hook;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the thin wrappers that option {@code substitute} hands out in place of a response of {@code java.net.http} and of its
 * body, and the class that woven code calls for them. They are written for the JDK that runs, from the methods its classes
 * really have, because none of it may be left to a superclass: what the body itself does is what must happen.
 *
 * <p>They lie in {@code java.net.http}, know nothing of the agent, and outlive it: an application may hold one for ever.
 *
 * <p>Dangers: (a) while a call is under way the wrapper must not look dropped, although nothing needs it any more than the
 * call that was handed on: each call ends in a reachability fence. (b) No wrapper overrides {@code equals}: nobody has what
 * is inside, so being the same one is all there is.
 */
public final class Substitutes {
    public static final String PACKAGE = "java.net.http.";
    public static final String STREAM = PACKAGE + "ConnleakStream";
    public static final String PUBLISHER = PACKAGE + "ConnleakPublisher";
    public static final String RESPONSE = PACKAGE + "ConnleakResponse";
    /** Its {@code of} is what a hooked method returns; its {@code told} is where the agent puts a wrapper into the place. */
    public static final String SUBSTITUTION = Hook.SUBSTITUTION;

    private static final String OBJECT = "java/lang/Object";
    private static final String FUTURE = "java/util/concurrent/CompletableFuture";
    private static final String FUNCTION = "java/util/function/Function";

    private Substitutes() {}

    /** Bytes by name, in the order in which they can be defined. For JDK 11 and later. */
    public static Map<String, byte[]> write(Class<?> response, Class<?> publisher) {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        classes.put(STREAM, wrapper(STREAM, InputStream.class, false));
        classes.put(PUBLISHER, wrapper(PUBLISHER, publisher, false));
        classes.put(RESPONSE, wrapper(RESPONSE, response, true));
        classes.put(SUBSTITUTION, substitution(Type.getInternalName(response)));
        return classes;
    }

    /** Hands every call on to what it wraps; {@code withBody} answers {@code body()} with what it was given instead. */
    private static byte[] wrapper(String name, Class<?> type, boolean withBody) {
        String own = name.replace('.', '/');
        String inner = Type.getInternalName(type);
        boolean isInterface = type.isInterface();
        ClassWriter to = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String superName = isInterface ? OBJECT : inner;
        String[] interfaces = isInterface ? new String[] {inner} : new String[0];
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        to.visit(Opcodes.V11, access, own, null, superName, interfaces);
        field(to, "inner", inner);
        if (withBody) {
            field(to, "body", OBJECT);
        }
        constructor(to, own, superName, inner, withBody);
        for (Method method : sorted(type.getMethods())) {
            int modifiers = method.getModifiers();
            boolean known = method.getDeclaringClass() != Object.class
                    || method.getName().equals("toString")
                    || method.getName().equals("hashCode");
            if (known && !Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
                if (withBody && method.getName().equals("body")) {
                    body(to, own);
                } else {
                    delegate(to, own, inner, isInterface, method);
                }
            }
        }
        if (isInterface) {
            for (String ofObject : new String[] {"toString", "hashCode"}) {
                delegate(to, own, OBJECT, inner, ofObject);
            }
        }
        to.visitEnd();
        return to.toByteArray();
    }

    private static Method[] sorted(Method[] methods) {
        Arrays.sort(methods, Comparator.comparing(method -> method.getName() + Type.getMethodDescriptor(method)));
        return methods;
    }

    private static void field(ClassWriter to, String name, String type) {
        to.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, name, "L" + type + ";", null, null)
                .visitEnd();
    }

    private static void constructor(ClassWriter to, String own, String superName, String inner, boolean withBody) {
        String descriptor = "(L" + inner + ";" + (withBody ? "L" + OBJECT + ";" : "") + ")V";
        MethodVisitor code = to.visitMethod(0, "<init>", descriptor, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, own, "inner", "L" + inner + ";");
        if (withBody) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, 2);
            code.visitFieldInsn(Opcodes.PUTFIELD, own, "body", "L" + OBJECT + ";");
        }
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private static void delegate(ClassWriter to, String own, String inner, boolean isInterface, Method method) {
        String descriptor = Type.getMethodDescriptor(method);
        MethodVisitor code = to.visitMethod(Opcodes.ACC_PUBLIC, method.getName(), descriptor, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, own, "inner", "L" + inner + ";");
        int variable = 1;
        for (Type argument : Type.getArgumentTypes(method)) {
            code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), variable);
            variable += argument.getSize();
        }
        int call = isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        code.visitMethodInsn(call, inner, method.getName(), descriptor, isInterface);
        fence(code);
        code.visitInsn(Type.getReturnType(method).getOpcode(Opcodes.IRETURN));
        end(code);
    }

    /** The same for what an interface does not declare, and every object has. */
    private static void delegate(ClassWriter to, String own, String owner, String inner, String name) {
        boolean text = name.equals("toString");
        String descriptor = text ? "()Ljava/lang/String;" : "()I";
        MethodVisitor code = to.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, own, "inner", "L" + inner + ";");
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
        fence(code);
        code.visitInsn(text ? Opcodes.ARETURN : Opcodes.IRETURN);
        end(code);
    }

    private static void body(ClassWriter to, String own) {
        MethodVisitor code = to.visitMethod(Opcodes.ACC_PUBLIC, "body", "()L" + OBJECT + ";", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, own, "body", "L" + OBJECT + ";");
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    /** A result lies below. */
    private static void fence(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "java/lang/ref/Reference", "reachabilityFence", "(L" + OBJECT + ";)V", false);
    }

    private static byte[] substitution(String response) {
        String own = SUBSTITUTION.replace('.', '/');
        ClassWriter to = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        to.visit(Opcodes.V11, access, own, null, OBJECT, new String[] {FUNCTION});

        MethodVisitor code = to.visitMethod(Opcodes.ACC_PRIVATE, "<init>", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        code.visitInsn(Opcodes.RETURN);
        end(code);

        // of(response): Object[] place = {response}; told(response, place); return (HttpResponse) place[0];
        String one = "(L" + response + ";)L" + response + ";";
        code = to.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "of", one, null, null);
        code.visitCode();
        code.visitInsn(Opcodes.ICONST_1);
        code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
        code.visitInsn(Opcodes.DUP);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.AASTORE);
        code.visitVarInsn(Opcodes.ASTORE, 1);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, own, "told", "(L" + OBJECT + ";[L" + OBJECT + ";)V", false);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitInsn(Opcodes.AALOAD);
        code.visitTypeInsn(Opcodes.CHECKCAST, response);
        code.visitInsn(Opcodes.ARETURN);
        end(code);

        // of(future): return future.thenApply(new ConnleakSubstitution());
        code = to.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "of", "(L" + FUTURE + ";)L" + FUTURE + ";", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitTypeInsn(Opcodes.NEW, own);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, own, "<init>", "()V", false);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FUTURE, "thenApply", "(L" + FUNCTION + ";)L" + FUTURE + ";", false);
        code.visitInsn(Opcodes.ARETURN);
        end(code);

        code = to.visitMethod(Opcodes.ACC_PUBLIC, "apply", "(L" + OBJECT + ";)L" + OBJECT + ";", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitTypeInsn(Opcodes.CHECKCAST, response);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, own, "of", one, false);
        code.visitInsn(Opcodes.ARETURN);
        end(code);

        code = to.visitMethod(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "told", "(L" + OBJECT + ";[L" + OBJECT + ";)V", null, null);
        code.visitCode();
        code.visitInsn(Opcodes.RETURN);
        end(code);
        to.visitEnd();
        return to.toByteArray();
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
