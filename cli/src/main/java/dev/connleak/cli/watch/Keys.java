package dev.connleak.cli.watch;

/** What each key does. Pure: a key and what is seen give another wish, or something to do. */
final class Keys {

    /** What a key asks for beside another view. */
    enum Deed {
        NONE,
        DUMP,
        QUIT
    }

    record Outcome(Wish wish, Deed deed) {}

    private static final int ROWS_OF_A_PAGE = 10;

    private Keys() {}

    static Outcome pressed(Key key, Choice choice) {
        Wish wish = choice.wish().saying(null);
        if (key.kind() == Key.Kind.GONE) {
            return new Outcome(wish, Deed.QUIT);
        }
        if (wish.typing()) {
            return new Outcome(typed(key, wish), Deed.NONE);
        }
        if (wish.page() != Wish.Page.OVERVIEW && leaves(key)) {
            return new Outcome(wish.on(Wish.Page.OVERVIEW), Deed.NONE);
        }
        Choice now = new Choice(choice.pools(), choice.causes(), choice.leases(), wish);
        return switch (key.kind()) {
            case UP -> new Outcome(now.moved(-1), Deed.NONE);
            case DOWN -> new Outcome(now.moved(1), Deed.NONE);
            case TAB -> new Outcome(wish.in(other(wish.focus())), Deed.NONE);
            case ENTER -> new Outcome(now.cursor() < 0 ? wish : chosen(now).on(Wish.Page.DETAIL), Deed.NONE);
            case ESCAPE -> new Outcome(wish.filtering("", false), Deed.NONE);
            case LETTER -> letter(key.letter(), now);
            case BACKSPACE, GONE -> new Outcome(wish, Deed.NONE);
        };
    }

    private static Outcome letter(int letter, Choice now) {
        Wish wish = now.wish();
        return switch (letter) {
            case 'q', 'Q' -> new Outcome(wish, Deed.QUIT);
            case 'd', 'D' -> new Outcome(wish, Deed.DUMP);
            case 'k' -> new Outcome(now.moved(-1), Deed.NONE);
            case 'j' -> new Outcome(now.moved(1), Deed.NONE);
            case 'u' -> new Outcome(now.moved(-ROWS_OF_A_PAGE), Deed.NONE);
            case 'n' -> new Outcome(now.moved(ROWS_OF_A_PAGE), Deed.NONE);
            case 's', 'S' -> new Outcome(wish.by(wish.order().next()), Deed.NONE);
            case 'p', 'P', ' ' -> new Outcome(wish.pausing(!wish.paused()), Deed.NONE);
            case '/' -> new Outcome(wish.on(Wish.Page.OVERVIEW).filtering("", true), Deed.NONE);
            case '?', 'h', 'H' -> new Outcome(wish.on(Wish.Page.HELP), Deed.NONE);
            default -> new Outcome(wish, Deed.NONE);
        };
    }

    /** The cursor stays where it is, also if the list is sorted anew under it. */
    private static Wish chosen(Choice now) {
        return now.moved(0);
    }

    /** Whether a key closes a page that lies over the overview. */
    private static boolean leaves(Key key) {
        return switch (key.kind()) {
            case ESCAPE, ENTER, BACKSPACE -> true;
            case LETTER -> "qQ?hH".indexOf(key.letter()) >= 0;
            default -> false;
        };
    }

    private static Wish typed(Key key, Wish wish) {
        String filter = wish.filter();
        return switch (key.kind()) {
            case ENTER, TAB, UP, DOWN -> wish.filtering(filter, false);
            case ESCAPE -> wish.filtering("", false);
            case BACKSPACE ->
                wish.filtering(
                        filter.isEmpty() ? filter : filter.substring(0, filter.offsetByCodePoints(filter.length(), -1)),
                        true);
            case LETTER -> wish.filtering(filter + Character.toString(key.letter()), true);
            case GONE -> wish;
        };
    }

    private static Wish.Focus other(Wish.Focus focus) {
        return focus == Wish.Focus.CAUSES ? Wish.Focus.LEASES : Wish.Focus.CAUSES;
    }
}
