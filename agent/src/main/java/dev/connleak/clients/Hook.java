package dev.connleak.clients;

import dev.connleak.track.Event;

/** One place in one client where something becomes known. Its number is woven into the client's code. */
public final class Hook {
    /** Where in the method. */
    public enum When {
        ENTER,
        /** Before a normal return. */
        EXIT,
        /** Leaving by an exception. */
        THROW,
        /** A read that returns an int below zero. */
        READ_ENDED,
        /** Before a normal return, whose result is replaced: a stream by {@link #STREAM}, another by {@link #SUBSTITUTION}. */
        REPLACED
    }

    /** Has a static method {@code of} for each type of result of {@code java.net.http} that is replaced. */
    public static final String SUBSTITUTION = "java.net.http.ConnleakSubstitution";
    /** Has one for streams. By name, which the agent's jar says as {@code java.lang}: few JVMs have the class. */
    public static final String STREAM = "dev.connleak.bridge.ConnleakStream";

    public final int number;
    /** Of the client, as in {@link Clients#all}; negative for a hook that is no client's. */
    public final int client;
    /** Fully qualified, with dots and {@code $}. */
    public final String type;

    public final String method;
    /** Number of arguments, or {@link Hooks#ANY}. */
    public final int arity;

    public final When when;
    public final Event event;
    public final Value subject;
    public final Value a;
    public final Value b;
    /** Not to find its method is no loss: the class has it in some versions only, and others are hooked instead. */
    public final boolean optional;

    Hook(
            int number,
            int client,
            String type,
            String method,
            int arity,
            When when,
            Event event,
            Value subject,
            Value a,
            Value b,
            boolean optional) {
        this.number = number;
        this.client = client;
        this.type = type;
        this.method = method;
        this.arity = arity;
        this.when = when;
        this.event = event;
        this.subject = subject;
        this.a = a;
        this.b = b;
        this.optional = optional;
    }

    /** As the report names it when it was not found. */
    @Override
    public String toString() {
        return type + "#" + method + (arity == Hooks.ANY ? "" : "/" + arity);
    }
}
