package dev.connleak.cli.watch;

import org.jspecify.annotations.Nullable;

/**
 * What the user wants to see.
 *
 * @param chosen the fingerprint or connection that the cursor is on, in the list that has it; null for the first one
 * @param filter what every row has to contain, in small letters; empty for all rows
 * @param typing whether keys go into the filter
 * @param notice what happened last, until the next key
 */
record Wish(
        Page page,
        Focus focus,
        Order order,
        @Nullable String chosen,
        String filter,
        boolean typing,
        boolean paused,
        @Nullable String notice) {

    enum Page {
        OVERVIEW,
        DETAIL,
        HELP
    }

    /** The list that the cursor moves in. */
    enum Focus {
        CAUSES,
        LEASES
    }

    /** Of the leases. */
    enum Order {
        AGE("oldest first"),
        QUIET("longest unread first"),
        LINE("by line"),
        ROUTE("by route");

        final String words;

        Order(String words) {
            this.words = words;
        }

        Order next() {
            return switch (this) {
                case AGE -> QUIET;
                case QUIET -> LINE;
                case LINE -> ROUTE;
                case ROUTE -> AGE;
            };
        }
    }

    static final Wish AT_FIRST = new Wish(Page.OVERVIEW, Focus.CAUSES, Order.AGE, null, "", false, false, null);

    Wish on(Page to) {
        return new Wish(to, focus, order, chosen, filter, typing, paused, notice);
    }

    Wish in(Focus to) {
        return new Wish(page, to, order, null, filter, typing, paused, notice);
    }

    Wish by(Order to) {
        return new Wish(page, focus, to, chosen, filter, typing, paused, notice);
    }

    Wish choosing(@Nullable String to) {
        return new Wish(page, focus, order, to, filter, typing, paused, notice);
    }

    Wish filtering(String to, boolean stillTyping) {
        return new Wish(page, focus, order, null, to, stillTyping, paused, notice);
    }

    Wish pausing(boolean to) {
        return new Wish(page, focus, order, chosen, filter, typing, to, notice);
    }

    Wish saying(@Nullable String words) {
        return new Wish(page, focus, order, chosen, filter, typing, paused, words);
    }
}
