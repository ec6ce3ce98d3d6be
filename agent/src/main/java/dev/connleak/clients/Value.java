package dev.connleak.clients;

import org.jspecify.annotations.Nullable;

/**
 * Where woven code takes one of the three values of an event from. All are loaded with the rights of the woven class
 * itself, so no module is opened and no handle is needed; a value that turns out not to exist makes the hook not match.
 */
public final class Value {
    /** How the value is loaded. */
    public enum Source {
        NOTHING,
        THIS,
        ARGUMENT,
        ARGUMENT_OF_TYPE,
        FIELD,
        INHERITED_FIELD,
        RESULT
    }

    public static final Value NOTHING = new Value(Source.NOTHING, 0, null);
    public static final Value THIS = new Value(Source.THIS, 0, null);
    /** What the method returns; at its exit only. A primitive is boxed. */
    public static final Value RESULT = new Value(Source.RESULT, 0, null);

    public final Source source;
    /** Of an argument, from 0. */
    public final int index;
    /** Of a field or of an argument's type. */
    public final @Nullable String name;
    /** Of an inherited field, which the woven class itself does not tell. */
    public final @Nullable String descriptor;

    private Value(Source source, int index, @Nullable String name) {
        this(source, index, name, null);
    }

    private Value(Source source, int index, @Nullable String name, @Nullable String descriptor) {
        this.source = source;
        this.index = index;
        this.name = name;
        this.descriptor = descriptor;
    }

    /** The method's argument of this number, from 0. */
    public static Value argument(int index) {
        return new Value(Source.ARGUMENT, index, null);
    }

    /** The first argument whose declared class has this simple name: overloads put it in different places. */
    public static Value argument(String simpleType) {
        return new Value(Source.ARGUMENT_OF_TYPE, 0, simpleType);
    }

    /**
     * A field of a class above. Nobody checks that it is there before the woven code runs: only for fields that a public
     * class of the JDK documents.
     */
    public static Value inherited(String name, String descriptor) {
        return new Value(Source.INHERITED_FIELD, 0, name, descriptor);
    }

    /** A field that the woven class itself declares; a static one is there in static methods, too. */
    public static Value field(String name) {
        return new Value(Source.FIELD, 0, name);
    }
}
