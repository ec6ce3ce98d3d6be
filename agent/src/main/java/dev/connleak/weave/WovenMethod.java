package dev.connleak.weave;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.clients.Hook;
import dev.connleak.clients.Value;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The template: static calls to the bridge at entry, before each return, and in a handler around the whole method.
 *
 * <p>A call leaves the stack as it found it and branches nowhere, so the method's own frames stay true. The handler needs
 * one frame; its locals are {@code this} alone (the first pass made sure that the method never overwrites it) or none,
 * which is true wherever the exception came from. Its entry in the exception table is the last one, behind those of the
 * method itself. Class files below version 50 have no frames.
 */
final class WovenMethod extends MethodVisitor {
    /** {@code java/lang/ConnleakBridge} in the agent's jar. */
    private static final String BRIDGE = Type.getInternalName(ConnleakBridge.class);

    private static final String SUBSTITUTION = Hook.SUBSTITUTION.replace('.', '/');
    private static final String STREAM = Hook.STREAM.replace('.', '/');

    private static final String EVENT =
            "(ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)V";
    private static final String ENDED = "(IILjava/lang/Object;)V";
    private static final int FIRST_VERSION_WITH_FRAMES = 50;

    private final Method method;
    private final List<Hook> hooks;
    private final Label start = new Label();
    private final boolean handler;

    WovenMethod(MethodVisitor to, Method method, List<Hook> hooks) {
        super(Opcodes.ASM9, to);
        this.method = method;
        this.hooks = hooks;
        this.handler = has(Hook.When.THROW);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        for (Hook hook : hooks) {
            if (hook.when == Hook.When.ENTER) {
                call(hook);
            }
        }
        if (handler) {
            super.visitLabel(start);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            for (Hook hook : hooks) {
                if (hook.when == Hook.When.EXIT) {
                    call(hook);
                } else if (hook.when == Hook.When.READ_ENDED) {
                    readEnded(hook);
                } else if (hook.when == Hook.When.REPLACED) {
                    String type = method.result.getDescriptor();
                    String by = type.equals("Ljava/io/InputStream;") ? STREAM : SUBSTITUTION;
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, by, "of", "(" + type + ")" + type, false);
                }
            }
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (handler) {
            Label end = new Label();
            super.visitLabel(end);
            super.visitTryCatchBlock(start, end, end, null);
            if (method.version >= FIRST_VERSION_WITH_FRAMES) {
                Object[] locals = method.keepsThis() ? new Object[] {method.owner} : new Object[0];
                super.visitFrame(Opcodes.F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
            }
            for (Hook hook : hooks) {
                if (hook.when == Hook.When.THROW) {
                    call(hook);
                }
            }
            super.visitInsn(Opcodes.ATHROW);
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    private boolean has(Hook.When when) {
        for (Hook hook : hooks) {
            if (hook.when == when) {
                return true;
            }
        }
        return false;
    }

    private void call(Hook hook) {
        // A result or a thrown exception lies on top of the stack; what is below is not ours.
        boolean thrown = hook.when == Hook.When.THROW;
        if (thrown) {
            super.visitInsn(Opcodes.DUP);
            number(hook.number);
            super.visitInsn(Opcodes.SWAP);
            load(hook.subject);
            super.visitInsn(Opcodes.SWAP);
            load(hook.a);
            super.visitInsn(Opcodes.SWAP);
            load(hook.b);
            super.visitInsn(Opcodes.SWAP);
        } else if (uses(hook, Value.Source.RESULT)) {
            duplicateResult();
            result(hook);
        } else {
            number(hook.number);
            load(hook.subject);
            load(hook.a);
            load(hook.b);
            super.visitInsn(Opcodes.ACONST_NULL);
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "event", EVENT, false);
    }

    /** Stack before: …, boxed result. Every value that is not the result is slipped below it. */
    private void result(Hook hook) {
        number(hook.number);
        super.visitInsn(Opcodes.SWAP);
        Value[] values = {hook.subject, hook.a, hook.b};
        boolean passed = false;
        for (Value value : values) {
            if (value.source == Value.Source.RESULT) {
                passed = true;
            } else {
                load(value);
                if (!passed) {
                    super.visitInsn(Opcodes.SWAP);
                }
            }
        }
        super.visitInsn(Opcodes.ACONST_NULL);
    }

    private void readEnded(Hook hook) {
        super.visitInsn(Opcodes.DUP);
        number(hook.number);
        load(hook.subject);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "ended", ENDED, false);
    }

    private void duplicateResult() {
        super.visitInsn(method.result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
        box(method.result);
    }

    private void load(Value value) {
        switch (value.source) {
            case NOTHING:
                super.visitInsn(Opcodes.ACONST_NULL);
                break;
            case THIS:
                super.visitVarInsn(Opcodes.ALOAD, 0);
                break;
            case FIELD:
            case INHERITED_FIELD:
                String name = String.valueOf(value.name);
                String descriptor = value.descriptor == null ? method.fields.descriptor(name) : value.descriptor;
                if (value.descriptor == null && method.fields.isStatic(name)) {
                    super.visitFieldInsn(Opcodes.GETSTATIC, method.owner, name, descriptor);
                } else {
                    super.visitVarInsn(Opcodes.ALOAD, 0);
                    super.visitFieldInsn(Opcodes.GETFIELD, method.owner, name, descriptor);
                }
                box(Type.getType(descriptor));
                break;
            case ARGUMENT:
            case ARGUMENT_OF_TYPE:
                int argument = method.argument(value);
                Type type = method.arguments[argument];
                super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), method.variable(argument));
                box(type);
                break;
            default:
                throw new IllegalStateException("a result is passed once, not loaded: " + value.source);
        }
    }

    private static boolean uses(Hook hook, Value.Source source) {
        return hook.subject.source == source || hook.a.source == source || hook.b.source == source;
    }

    private void box(Type type) {
        String box;
        switch (type.getSort()) {
            case Type.OBJECT:
            case Type.ARRAY:
                return;
            case Type.INT:
                box = "java/lang/Integer";
                break;
            case Type.CHAR:
                box = "java/lang/Character";
                break;
            default:
                String name = type.getClassName();
                box = "java/lang/" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        }
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
    }

    private void number(int number) {
        if (number <= Byte.MAX_VALUE) {
            super.visitIntInsn(Opcodes.BIPUSH, number);
        } else {
            super.visitIntInsn(Opcodes.SIPUSH, number);
        }
    }
}
