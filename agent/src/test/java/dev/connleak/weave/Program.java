package dev.connleak.weave;

import java.util.function.Supplier;

/** What the weaver is tried on: one method for each shape of byte code. Runs them all, so that events come in order. */
public class Program implements Runnable, Supplier<String> {
    static final Object SHARED = "shared";

    final Object field = "field";
    final long wideField = 1L << 40;
    final boolean flag = true;
    int made;

    public Program() {
        this(2);
    }

    Program(int size) {
        if (size > 3) {
            made = 1;
            return;
        }
        made = size;
    }

    @Override
    public void run() {
        plain("one");
        wide(5L, 1.5, "after");
        fixed("still", 2);
        new Program(7);
        get();
        flagged(true);
        shout(new String[] {"array"});
        number();
        overwrites("first");
        loops(3);
        switches(1);
        switches(9);
        tries(0);
        tries(1);
        read(4);
        read(-1);
        synchronised(1);
        try {
            fails("broken");
        } catch (IllegalStateException expected) {
            made++;
        }
        try {
            fixedFails();
        } catch (IllegalStateException expected) {
            made++;
        }
    }

    Object plain(Object value) {
        return value + "!";
    }

    double wide(long size, double factor, Object after) {
        return size * factor + after.hashCode() * 0;
    }

    static Object fixed(Object value, int times) {
        return times + 1;
    }

    /** The compiler adds a bridge that returns Object. */
    @Override
    public String get() {
        return "got";
    }

    boolean flagged(boolean on) {
        return !on;
    }

    Object[] shout(String[] words) {
        return words;
    }

    long number() {
        return wideField;
    }

    Object overwrites(Object value) {
        value = "second";
        return value;
    }

    /** The head of the loop is the first instruction. */
    int loops(int rounds) {
        do {
            rounds--;
        } while (rounds > 0);
        return rounds;
    }

    Object switches(int on) {
        switch (on) {
            case 1:
                return "low";
            case 9:
                long high = 9;
                return high;
            default:
                return "none";
        }
    }

    Object tries(int divisor) {
        Object result = "none";
        try {
            result = 10 / divisor;
        } catch (ArithmeticException e) {
            return "caught";
        } finally {
            made++;
        }
        return result;
    }

    int read(int left) {
        return left;
    }

    Object synchronised(int on) {
        synchronized (field) {
            return on > 0 ? "locked" : "never";
        }
    }

    void fails(Object why) {
        if (made >= 0) {
            throw new IllegalStateException(String.valueOf(why));
        }
    }

    static void fixedFails() {
        throw new IllegalStateException("static");
    }
}
