package dev.connleak.weave;

import java.util.BitSet;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Which local variables a method writes. A variable of an argument that is never written still holds the argument at every
 * exit; one that is written may hold anything, even another type.
 */
final class Stores extends MethodVisitor {
    private final BitSet written = new BitSet();

    Stores() {
        super(Opcodes.ASM9);
    }

    boolean writes(int variable) {
        return written.get(variable);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
            written.set(variable);
            if (opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE) {
                written.set(variable + 1);
            }
        }
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        written.set(variable);
    }
}
