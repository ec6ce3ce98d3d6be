package dev.connleak.clients;

import dev.connleak.track.Event;
import java.util.List;

/**
 * The list that a client file fills. Every hook expects to find its method in the class it names, unless it was declared
 * {@link #optional}: that is the version check.
 */
public final class Hooks {
    /** Every overload. */
    public static final int ANY = -1;

    private final int client;
    private final List<Hook> into;
    private String type = "";
    private boolean optional;

    /** @param into takes the hooks, each at the place of its number */
    public Hooks(int client, List<Hook> into) {
        this.client = client;
        this.into = into;
    }

    /** What follows is about this class. */
    public Hooks type(String name) {
        this.type = name;
        return this;
    }

    /** The next hook may miss its method. */
    public Hooks optional() {
        optional = true;
        return this;
    }

    /** At entry to a method. */
    public Hooks enter(String method, int arity, Event event, Value subject) {
        return add(method, arity, Hook.When.ENTER, event, subject, Value.NOTHING, Value.NOTHING);
    }

    public Hooks enter(String method, int arity, Event event, Value subject, Value a) {
        return add(method, arity, Hook.When.ENTER, event, subject, a, Value.NOTHING);
    }

    public Hooks enter(String method, int arity, Event event, Value subject, Value a, Value b) {
        return add(method, arity, Hook.When.ENTER, event, subject, a, b);
    }

    /** Before a normal return; the only place for a constructor. */
    public Hooks exit(String method, int arity, Event event, Value subject) {
        return add(method, arity, Hook.When.EXIT, event, subject, Value.NOTHING, Value.NOTHING);
    }

    public Hooks exit(String method, int arity, Event event, Value subject, Value a) {
        return add(method, arity, Hook.When.EXIT, event, subject, a, Value.NOTHING);
    }

    public Hooks exit(String method, int arity, Event event, Value subject, Value a, Value b) {
        return add(method, arity, Hook.When.EXIT, event, subject, a, b);
    }

    /** Leaving a method in either way. */
    public Hooks leave(String method, int arity, Event event, Value subject) {
        boolean both = optional;
        add(method, arity, Hook.When.EXIT, event, subject, Value.NOTHING, Value.NOTHING);
        optional = both;
        return add(method, arity, Hook.When.THROW, event, subject, Value.NOTHING, Value.NOTHING);
    }

    public Hooks leave(String method, int arity, Event event, Value subject, Value a) {
        add(method, arity, Hook.When.EXIT, event, subject, a, Value.NOTHING);
        return add(method, arity, Hook.When.THROW, event, subject, a, Value.NOTHING);
    }

    /** Leaving a method by an exception. */
    public Hooks thrown(String method, int arity, Event event, Value subject) {
        return add(method, arity, Hook.When.THROW, event, subject, Value.NOTHING, Value.NOTHING);
    }

    /** What this method returns is replaced. */
    public Hooks replaced(String method, int arity, Event event) {
        return add(method, arity, Hook.When.REPLACED, event, Value.NOTHING, Value.NOTHING, Value.NOTHING);
    }

    /** A read of this method returned -1. */
    public Hooks readEnded(String method, int arity, Event event, Value subject) {
        return add(method, arity, Hook.When.READ_ENDED, event, subject, Value.NOTHING, Value.NOTHING);
    }

    private Hooks add(String method, int arity, Hook.When when, Event event, Value subject, Value a, Value b) {
        into.add(new Hook(into.size(), client, type, method, arity, when, event, subject, a, b, optional));
        optional = false;
        return this;
    }
}
