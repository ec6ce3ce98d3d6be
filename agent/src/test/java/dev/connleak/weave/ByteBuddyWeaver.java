package dev.connleak.weave;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.clients.Hook;
import dev.connleak.clients.Hooks;
import dev.connleak.clients.Value;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** The same hooks, woven by somebody else: Byte Buddy's advice. Slow and large, and right. */
final class ByteBuddyWeaver {
    private static final TypeDescription.Generic OBJECT =
            TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class);

    private ByteBuddyWeaver() {}

    static byte[] weave(String name, byte[] bytes, List<Hook> hooks) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, bytes),
                ClassFileLocator.ForClassLoader.of(ByteBuddyWeaver.class.getClassLoader()));
        TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy().redefine(type, locator);
        for (Hook hook : hooks) {
            for (MethodDescription method : type.getDeclaredMethods()) {
                if (matches(hook, method)) {
                    builder = builder.visit(advice(hook, method).on(same(method)));
                }
            }
        }
        return builder.make().getBytes();
    }

    private static boolean matches(Hook hook, MethodDescription method) {
        return method.getInternalName().equals(hook.method)
                && !method.isBridge()
                && !method.isAbstract()
                && !method.isNative()
                && (hook.arity == Hooks.ANY || method.getParameters().size() == hook.arity);
    }

    private static ElementMatcher<MethodDescription> same(MethodDescription method) {
        return candidate -> candidate.getInternalName().equals(method.getInternalName())
                && candidate.getDescriptor().equals(method.getDescriptor());
    }

    private static Advice advice(Hook hook, MethodDescription method) {
        Advice.WithCustomMapping mapping = Advice.withCustomMapping().bind(Number.class, (Object) hook.number);
        mapping = bind(mapping, Subject.class, hook.subject, method);
        mapping = bind(mapping, A.class, hook.a, method);
        mapping = bind(mapping, B.class, hook.b, method);
        return switch (hook.when) {
            case ENTER -> mapping.to(Enter.class);
            case EXIT -> mapping.to(Exit.class);
            case THROW -> mapping.to(Throw.class);
            case READ_ENDED -> mapping.to(ReadEnded.class);
            case REPLACED -> throw new IllegalArgumentException("no client that is woven twice replaces a result");
        };
    }

    private static <T extends Annotation> Advice.WithCustomMapping bind(
            Advice.WithCustomMapping mapping, Class<T> at, Value value, MethodDescription method) {
        return switch (value.source) {
            case NOTHING -> mapping.bind(at, NullConstant.INSTANCE, Object.class);
            case THIS ->
                mapping.bind(
                        at, new Advice.OffsetMapping.ForThisReference(OBJECT, true, Assigner.Typing.DYNAMIC, false));
            case RESULT ->
                mapping.bind(at, new Advice.OffsetMapping.ForReturnValue(OBJECT, true, Assigner.Typing.DYNAMIC));
            case FIELD, INHERITED_FIELD ->
                mapping.bind(
                        at,
                        new Advice.OffsetMapping.ForField.Unresolved.WithImplicitType(
                                OBJECT, true, Assigner.Typing.DYNAMIC, String.valueOf(value.name)));
            case ARGUMENT, ARGUMENT_OF_TYPE ->
                mapping.bind(
                        at,
                        new Advice.OffsetMapping.ForArgument.Unresolved(
                                OBJECT, true, Assigner.Typing.DYNAMIC, argument(value, method)));
        };
    }

    private static int argument(Value value, MethodDescription method) {
        if (value.source == Value.Source.ARGUMENT) {
            return value.index;
        }
        for (ParameterDescription parameter : method.getParameters()) {
            if (parameter.getType().asErasure().getSimpleName().equals(value.name)) {
                return parameter.getIndex();
            }
        }
        throw new IllegalArgumentException("no argument of type " + value.name);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Number {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface Subject {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface A {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface B {}

    static final class Enter {
        private Enter() {}

        @Advice.OnMethodEnter
        static void at(
                @Number int number, @Subject @Nullable Object subject, @A @Nullable Object a, @B @Nullable Object b) {
            ConnleakBridge.event(number, subject, a, b, null);
        }
    }

    static final class Exit {
        private Exit() {}

        @Advice.OnMethodExit
        static void at(
                @Number int number, @Subject @Nullable Object subject, @A @Nullable Object a, @B @Nullable Object b) {
            ConnleakBridge.event(number, subject, a, b, null);
        }
    }

    static final class Throw {
        private Throw() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void at(
                @Number int number,
                @Subject @Nullable Object subject,
                @A @Nullable Object a,
                @B @Nullable Object b,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                ConnleakBridge.event(number, subject, a, b, thrown);
            }
        }
    }

    static final class ReadEnded {
        private ReadEnded() {}

        @Advice.OnMethodExit
        static void at(@Number int number, @Subject @Nullable Object subject, @Advice.Return int read) {
            if (read < 0) {
                ConnleakBridge.event(number, subject, null, null, null);
            }
        }
    }
}
