package dev.connleak.weave;

import dev.connleak.clients.Hook;
import dev.connleak.clients.Value;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A method as the template needs to know it: where its arguments are, and which values it can give to a hook. */
final class Method {
    /** Of its class, with slashes. */
    final String owner;
    /** Major version of the class file. */
    final int version;

    final boolean isStatic;
    final boolean constructor;
    final Type[] arguments;
    final Type result;

    final Fields fields;
    private final Stores stores;

    Method(String owner, int version, int access, String name, String descriptor, Fields fields, Stores stores) {
        this.owner = owner;
        this.version = version;
        this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        this.constructor = name.equals("<init>");
        this.arguments = Type.getArgumentTypes(descriptor);
        this.result = Type.getReturnType(descriptor);
        this.fields = fields;
        this.stores = stores;
    }

    /** Whether all that the hook asks for exists at its place in this method. */
    boolean provides(Hook hook) {
        if (constructor && hook.when != Hook.When.EXIT) {
            return false;
        }
        if (hook.when == Hook.When.READ_ENDED && result.getSort() != Type.INT) {
            return false;
        }
        if (hook.when == Hook.When.REPLACED && result.getSort() != Type.OBJECT) {
            return false;
        }
        return provides(hook.subject, hook.when) && provides(hook.a, hook.when) && provides(hook.b, hook.when);
    }

    private boolean provides(Value value, Hook.When when) {
        boolean late = when != Hook.When.ENTER;
        switch (value.source) {
            case NOTHING:
                return true;
            case THIS:
                return hasThis(late);
            case INHERITED_FIELD:
                return hasThis(late);
            case FIELD:
                return fields.has(value.name, hasThis(late));
            case RESULT:
                return when == Hook.When.EXIT && result.getSort() != Type.VOID;
            default:
                int argument = argument(value);
                // The handler of an exception knows nothing of the arguments.
                return argument >= 0 && when != Hook.When.THROW && !(late && stores.writes(variable(argument)));
        }
    }

    /** Whether variable 0 is {@code this} from the first instruction to the last. */
    boolean keepsThis() {
        return !isStatic && !stores.writes(0);
    }

    private boolean hasThis(boolean late) {
        return late ? keepsThis() : !isStatic;
    }

    /** The number of the argument that a value means, or -1. */
    int argument(Value value) {
        if (value.source == Value.Source.ARGUMENT) {
            return value.index < arguments.length ? value.index : -1;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].getSort() == Type.OBJECT
                    && Target.key(arguments[i].getInternalName()).equals(value.name)) {
                return i;
            }
        }
        return -1;
    }

    /** The local variable of an argument. */
    int variable(int argument) {
        int at = isStatic ? 0 : 1;
        for (int i = 0; i < argument; i++) {
            at += arguments[i].getSize();
        }
        return at;
    }
}
