package dev.connleak.weave;

import static dev.connleak.clients.Value.NOTHING;
import static dev.connleak.clients.Value.RESULT;
import static dev.connleak.clients.Value.THIS;
import static dev.connleak.clients.Value.argument;
import static dev.connleak.clients.Value.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.clients.Hook;
import dev.connleak.clients.Hooks;
import dev.connleak.track.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeaverTest {
    private static final String PROGRAM = Program.class.getName();
    private static final byte[] BYTES = ThrowAway.bytesOf(Program.class);

    /** Hooks, and what they must tell of one run of {@link Program}. */
    private record Case(String name, Consumer<Hooks> hooks, List<String> events) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                of("nothing", on -> on.enter("plain", 1, Event.EOF, NOTHING), "0: - - -"),
                of(
                        "this and an argument",
                        on -> on.enter("plain", 1, Event.EOF, THIS, argument(0)),
                        "0: a Program String=one -"),
                of(
                        "three values at entry",
                        on -> on.enter("plain", 1, Event.EOF, argument(0), THIS, field("field")),
                        "0: String=one a Program String=field"),
                of(
                        "an argument by its type",
                        on -> on.enter("wide", 3, Event.EOF, argument("Object")),
                        "0: String=after - -"),
                of("a long argument", on -> on.enter("wide", 3, Event.EOF, argument(0)), "0: Long=5 - -"),
                of(
                        "an argument behind wide ones",
                        on -> on.exit("wide", 3, Event.EOF, argument(2)),
                        "0: String=after - -"),
                of(
                        "over a wide result",
                        on -> on.exit("wide", 3, Event.EOF, THIS, field("wideField")),
                        "0: a Program Long=1099511627776 -"),
                of("a long result", on -> on.exit("number", 0, Event.EOF, RESULT), "0: Long=1099511627776 - -"),
                of(
                        "a boolean result",
                        on -> on.exit("flagged", 1, Event.EOF, THIS, RESULT),
                        "0: a Program Boolean=false -"),
                of("a boolean argument", on -> on.enter("flagged", 1, Event.EOF, argument(0)), "0: Boolean=true - -"),
                of(
                        "an int result",
                        on -> on.exit("fixed", 2, Event.EOF, RESULT, argument(1)),
                        "0: Integer=3 Integer=2 -"),
                of("an array result", on -> on.exit("shout", 1, Event.EOF, RESULT), "0: [array] - -"),
                of(
                        "the result first",
                        on -> on.exit("plain", 1, Event.EOF, RESULT, THIS, field("field")),
                        "0: String=one! a Program String=field"),
                of(
                        "the result second",
                        on -> on.exit("plain", 1, Event.EOF, THIS, RESULT, argument(0)),
                        "0: a Program String=one! String=one"),
                of(
                        "the result third",
                        on -> on.exit("plain", 1, Event.EOF, THIS, argument(0), RESULT),
                        "0: a Program String=one String=one!"),
                of(
                        "the result third and wide",
                        on -> on.exit("number", 0, Event.EOF, THIS, field("flag"), RESULT),
                        "0: a Program Boolean=true Long=1099511627776"),
                of(
                        "a static method",
                        on -> on.enter("fixed", 2, Event.EOF, argument(0), argument(1)),
                        "0: String=still Integer=2 -"),
                of(
                        "every return of a constructor",
                        on -> on.exit("<init>", 1, Event.EOF, THIS, argument(0), field("flag")),
                        "0: a Program Integer=2 Boolean=true",
                        "0: a Program Integer=7 Boolean=true"),
                of(
                        "a static field",
                        on -> on.exit("plain", 1, Event.EOF, THIS, field("SHARED")),
                        "0: a Program String=shared -"),
                of(
                        "a static field of a static method",
                        on -> on.exit("fixed", 2, Event.EOF, RESULT, field("SHARED")),
                        "0: Integer=3 String=shared -"),
                of("a bridge is not told twice", on -> on.enter("get", 0, Event.EOF, THIS), "0: a Program - -"),
                of(
                        "every return of a switch",
                        on -> on.exit("switches", 1, Event.EOF, RESULT),
                        "0: String=low - -",
                        "0: Long=9 - -"),
                of(
                        "every return around a finally",
                        on -> on.exit("tries", 1, Event.EOF, RESULT).enter("tries", 1, Event.EOF, argument(0)),
                        "1: Integer=0 - -",
                        "0: String=caught - -",
                        "1: Integer=1 - -",
                        "0: Integer=10 - -"),
                of(
                        "a loop that begins at once",
                        on -> on.enter("loops", 1, Event.EOF, argument(0)).leave("loops", 1, Event.EOF, THIS),
                        "0: Integer=3 - -",
                        "1: a Program - -"),
                of(
                        "a monitor",
                        on -> on.leave("synchronised", 1, Event.EOF, THIS).enter("synchronised", 1, Event.EOF, THIS),
                        "2: a Program - -",
                        "0: a Program - -"),
                of(
                        "a read that met the end",
                        on -> on.readEnded("read", 1, Event.EOF, field("field")),
                        "0: String=field - -"),
                of("leaving by an exception", on -> on.leave("fails", 1, Event.EOF, THIS), "1: a Program - - broken"),
                of("leaving a static method", on -> on.leave("fixedFails", 0, Event.EOF, NOTHING), "1: - - - static"),
                of(
                        "leaving a method that catches",
                        on -> on.leave("tries", 1, Event.EOF, THIS),
                        "0: a Program - -",
                        "0: a Program - -"),
                of(
                        "a high number",
                        on -> {
                            for (int i = 0; i < 300; i++) {
                                on.optional().enter("absent", 0, Event.EOF, THIS);
                            }
                            on.enter("plain", 1, Event.EOF, THIS);
                        },
                        "300: a Program - -"));
    }

    private static Case of(String name, Consumer<Hooks> hooks, String... events) {
        return new Case(name, hooks, List.of(events));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void wovenCodeTellsWhatHappens(Case each) throws Exception {
        Weaver weaver = new Weaver(BYTES, hooks(each.hooks));

        assertThat(run(weaver.weave())).isEqualTo(each.events);
        assertThat(weaver.missing()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void codeWithoutFramesTellsTheSame(Case each) throws Exception {
        assertThat(run(new Weaver(withoutFrames(BYTES), hooks(each.hooks)).weave()))
                .isEqualTo(each.events);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void byteBuddysAdviceTellsTheSame(Case each) throws Exception {
        assertThat(run(ByteBuddyWeaver.weave(PROGRAM, BYTES, hooks(each.hooks))))
                .isEqualTo(each.events);
    }

    @Test
    void withoutASinkWovenCodeRunsAsBefore() throws Exception {
        byte[] woven = new Weaver(BYTES, hooks(on -> on.leave("fails", 1, Event.EOF, THIS))).weave();

        try (ThrowAway loader = new ThrowAway(Map.of(PROGRAM, Objects.requireNonNull(woven)), List.of())) {
            Runnable program =
                    (Runnable) loader.link(PROGRAM).getDeclaredConstructor().newInstance();
            program.run();
        }
    }

    // What is not there

    @Test
    void aMethodThatIsMissingIsToldAndNothingIsWoven() {
        List<Hook> hooks = hooks(on -> on.enter("absent", 0, Event.EOF, THIS).enter("plain", 2, Event.EOF, THIS));
        Weaver weaver = new Weaver(BYTES, hooks);

        assertThat(weaver.weave()).isNull();
        assertThat(weaver.missing()).isEqualTo(hooks);
    }

    @Test
    void whereOnlyOptionalHooksAndMissingOnesAreLeftNothingIsWoven() {
        Weaver weaver = new Weaver(
                BYTES,
                hooks(on -> on.optional().enter("absent", 0, Event.EOF, THIS).enter("missing", 0, Event.EOF, THIS)));

        assertThat(weaver.weave()).isNull();
        assertThat(weaver.missing()).extracting(hook -> hook.method).containsExactly("missing");
    }

    @Test
    void anOptionalHookIsNotMissed() throws Exception {
        Weaver weaver = new Weaver(
                BYTES,
                hooks(on -> on.optional().leave("absent", 0, Event.EOF, THIS).enter("plain", 1, Event.EOF, THIS)));

        assertThat(run(weaver.weave())).containsExactly("2: a Program - -");
        assertThat(weaver.missing()).isEmpty();
    }

    @Test
    void aFieldThatIsMissingMakesTheHookMiss() {
        assertThat(missing(on -> on.enter("plain", 1, Event.EOF, field("absent"))))
                .hasSize(1);
    }

    @Test
    void anArgumentThatIsMissingMakesTheHookMiss() {
        assertThat(missing(on -> on.enter("plain", 1, Event.EOF, argument(1)))).hasSize(1);
        assertThat(missing(on -> on.enter("plain", 1, Event.EOF, argument("Absent"))))
                .hasSize(1);
    }

    @Test
    void anArgumentThatIsOverwrittenIsThereAtEntryOnly() {
        assertThat(missing(on -> on.exit("overwrites", 1, Event.EOF, argument(0))))
                .hasSize(1);
        assertThat(missing(on -> on.enter("overwrites", 1, Event.EOF, argument(0))))
                .isEmpty();
        assertThat(missing(on -> on.exit("loops", 1, Event.EOF, argument(0)))).hasSize(1);
    }

    @Test
    void anArgumentIsNotThereWhenAnExceptionLeaves() {
        assertThat(missing(on -> on.leave("fails", 1, Event.EOF, argument(0))))
                .extracting(hook -> hook.when)
                .containsExactly(Hook.When.THROW);
    }

    @Test
    void aVoidMethodHasNoResult() {
        assertThat(missing(on -> on.exit("fails", 1, Event.EOF, RESULT))).hasSize(1);
    }

    @Test
    void aStaticMethodHasNoThis() {
        assertThat(missing(on -> on.enter("fixed", 2, Event.EOF, THIS))).hasSize(1);
        assertThat(missing(on -> on.enter("fixed", 2, Event.EOF, field("field"))))
                .hasSize(1);
    }

    @Test
    void aConstructorIsHookedAtItsExitOnly() {
        assertThat(missing(on -> on.enter("<init>", 1, Event.EOF, THIS))).hasSize(1);
        assertThat(missing(on -> on.leave("<init>", 1, Event.EOF, THIS)))
                .extracting(hook -> hook.when)
                .containsExactly(Hook.When.THROW);
    }

    @Test
    void onlyAReadReturnsAnInt() {
        assertThat(missing(on -> on.readEnded("plain", 1, Event.EOF, THIS))).hasSize(1);
        assertThat(missing(on -> on.readEnded("number", 0, Event.EOF, THIS))).hasSize(1);
    }

    @Test
    void anAbstractAndANativeMethodAreMissed() {
        byte[] bytes = made(61, writer -> {
            writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "plain", "()V", null, null)
                    .visitEnd();
            writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "number", "()J", null, null)
                    .visitEnd();
        });

        Weaver weaver = new Weaver(
                bytes, hooks(on -> on.enter("plain", 0, Event.EOF, THIS).enter("number", 0, Event.EOF, THIS)));

        assertThat(weaver.weave()).isNull();
        assertThat(weaver.missing()).hasSize(2);
    }

    @Test
    void aDoubleResultIsBoxedLikeAnyOther() throws Exception {
        byte[] woven = new Weaver(BYTES, hooks(on -> on.exit("wide", 3, Event.EOF, RESULT))).weave();

        assertThat(run(woven)).containsExactly("0: Double=7.5 - -");
    }

    // Code that no compiler makes

    @Test
    void whereThisIsOverwrittenItIsThereAtEntryOnly() throws Exception {
        byte[] bytes = overwritingThis();

        Weaver late = new Weaver(bytes, hooks(on -> on.exit("run", 0, Event.EOF, THIS)));
        Weaver early = new Weaver(bytes, hooks(on -> on.enter("run", 0, Event.EOF, THIS)));

        assertThat(late.weave()).isNull();
        assertThat(run(early.weave())).containsExactly("0: a Program - -");
    }

    @Test
    void anExceptionOutOfAMethodThatOverwritesThisIsStillTold() throws Exception {
        byte[] woven = new Weaver(overwritingThis(), hooks(on -> on.leave("run", 0, Event.EOF, NOTHING))).weave();

        assertThat(run(woven)).containsExactly("0: - - -");
    }

    /** A class called {@link Program} whose run() puts a string where this was, in a branch. */
    private static byte[] overwritingThis() {
        return made(61, writer -> {
            MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
            run.visitCode();
            run.visitLdcInsn("no longer this");
            run.visitVarInsn(Opcodes.ASTORE, 0);
            run.visitVarInsn(Opcodes.ALOAD, 0);
            run.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
            run.visitInsn(Opcodes.POP);
            run.visitInsn(Opcodes.RETURN);
            run.visitMaxs(1, 1);
            run.visitEnd();
        });
    }

    private static byte[] made(int version, Consumer<ClassWriter> methods) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                version,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
                PROGRAM.replace('.', '/'),
                null,
                "java/lang/Object",
                new String[] {"java/lang/Runnable"});
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
        methods.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** The same class as compilers wrote it for Java 5. */
    private static byte[] withoutFrames(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    @Nullable String signature,
                                    @Nullable String superName,
                                    String @Nullable [] interfaces) {
                                super.visit(Opcodes.V1_5, access, name, signature, superName, interfaces);
                            }

                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return plainConcatenation(
                                        super.visitMethod(access, name, descriptor, signature, exceptions));
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** Java 5 knows no invokedynamic; the one of {@link Program} concatenates an object and an exclamation mark. */
    private static MethodVisitor plainConcatenation(MethodVisitor to) {
        return new MethodVisitor(Opcodes.ASM9, to) {
            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        "java/lang/String",
                        "valueOf",
                        "(Ljava/lang/Object;)Ljava/lang/String;",
                        false);
                super.visitLdcInsn("!");
                super.visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL,
                        "java/lang/String",
                        "concat",
                        "(Ljava/lang/String;)Ljava/lang/String;",
                        false);
            }

            @Override
            public void visitMaxs(int maxStack, int maxLocals) {
                super.visitMaxs(maxStack + 1, maxLocals);
            }
        };
    }

    private static List<Hook> missing(Consumer<Hooks> on) {
        Weaver weaver = new Weaver(BYTES, hooks(on));
        weaver.weave();
        return weaver.missing();
    }

    private static List<Hook> hooks(Consumer<Hooks> on) {
        List<Hook> hooks = new ArrayList<>();
        on.accept(new Hooks(0, hooks).type(PROGRAM));
        return hooks;
    }

    /** What happens is told while an instance of the woven class runs, verified like any application's class. */
    private static List<String> run(byte @Nullable [] woven) throws Exception {
        try (ThrowAway loader = new ThrowAway(Map.of(PROGRAM, Objects.requireNonNull(woven)), List.of());
                Events events = new Events()) {
            Runnable program =
                    (Runnable) loader.link(PROGRAM).getDeclaredConstructor().newInstance();
            program.run();
            return events.seen();
        }
    }
}
