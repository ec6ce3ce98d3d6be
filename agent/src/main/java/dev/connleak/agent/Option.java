package dev.connleak.agent;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of options: name, form, whether a command may change it, default. {@code docs/options.md} is its printed form. */
enum Option {
    CONFIG("config", Form.TEXT, false, null),
    ENABLED("enabled", Form.SWITCH, false, "true"),
    ONLY_MAIN("onlyMain", Form.LIST, false, null),
    REPORT("report", Form.TEXT, false, null),
    REPORT_EVERY("reportEvery", Form.INTERVAL, true, null),
    REPORT_KEEP("reportKeep", Form.NUMBER, true, "20"),
    REPORT_MODE("reportMode", Form.MODE, false, "0600"),
    EXIT_TIMEOUT("exitTimeout", Form.DURATION, true, "15s"),
    GC("gc", Form.SWITCH, true, "false"),
    GC_TIMEOUT("gcTimeout", Form.DURATION, true, "10s"),
    HELD_AFTER("heldAfter", Form.DURATION, true, "30s"),
    EXIT_IDLE("exitIdle", Form.DURATION, true, "1s"),
    CLOSE_AFTER("closeAfter", Form.DURATION, true, "10s"),
    LEVEL("level", Form.WORD, true, "stacks", "sites", "counts"),
    SUBSTITUTE("substitute", Form.SWITCH, false, "false"),
    ANNOUNCE("announce", Form.WORD, true, "likely", "proven", "suspect"),
    CAPACITY("capacity", Form.NUMBER, false, "100000"),
    APPLICATION_PACKAGES("applicationPackages", Form.LIST, false, null),
    IGNORE("ignore", Form.LIST, true, null),
    LABELS("labels", Form.PAIRS, true, null),
    URLS("urls", Form.WORD, true, "template", "route", "full");

    enum Form {
        TEXT("a text"),
        LIST("a list such as a+b"),
        PAIRS("a list of pairs such as service=orders+stage=test"),
        SWITCH("true or false"),
        NUMBER("a whole number from 1 to 2147483647"),
        MODE("an octal file mode such as 0600"),
        DURATION("a duration such as 500ms, 30s, 2m or 1h"),
        INTERVAL("off or a duration above zero such as 30s or 2m"),
        WORD("one of these words");

        private final String description;

        Form(String description) {
            this.description = description;
        }
    }

    static final String OFF = "off";

    final String key;
    final Form form;
    /** May be changed while the agent runs. */
    final boolean live;

    final @Nullable String usual;
    private final String[] otherWords;

    Option(String key, Form form, boolean live, @Nullable String usual, String... otherWords) {
        this.key = key;
        this.form = form;
        this.live = live;
        this.usual = usual;
        this.otherWords = otherWords;
    }

    /** The name in the environment: {@code heldAfter} is {@code CONNLEAK_HELD_AFTER}. */
    String environmentName() {
        return "CONNLEAK_" + name();
    }

    /** What a value must be, to complete a sentence. */
    String expectation() {
        if (form != Form.WORD) {
            return form.description;
        }
        StringBuilder words = new StringBuilder("one of ").append(usual);
        for (String word : otherWords) {
            words.append(", ").append(word);
        }
        return words.toString();
    }

    boolean accepts(String value) {
        switch (form) {
            case SWITCH:
                return value.equals("true") || value.equals("false");
            case NUMBER:
                return number(value) > 0;
            case MODE:
                return mode(value) >= 0;
            case DURATION:
                return millis(value) >= 0;
            case INTERVAL:
                return value.equals(OFF) || millis(value) > 0;
            case WORD:
                return isWord(value);
            case PAIRS:
                return arePairs(value);
            default:
                return true;
        }
    }

    /** -1 for what is not a whole number, or not an int. */
    static int number(String text) {
        long number = digits(text, 10);
        return number > Integer.MAX_VALUE ? -1 : (int) number;
    }

    /** -1 for what is not the mode of a file that its owner can write. */
    static int mode(String text) {
        long mode = digits(text, 8);
        return mode > 0777 || (mode & 0200) == 0 ? -1 : (int) mode;
    }

    /** -1 for what is not a duration. */
    static long millis(String text) {
        int unit = 0;
        while (unit < text.length() && Character.digit(text.charAt(unit), 10) >= 0) {
            unit++;
        }
        long number = digits(text.substring(0, unit), 10);
        long millis = millisOf(text.substring(unit));
        return number < 0 || millis < 0 ? -1 : number * millis;
    }

    /** The option whose name looks most like this one. */
    static Option nearest(String name) {
        Option nearest = CONFIG;
        int least = Integer.MAX_VALUE;
        for (Option option : values()) {
            int distance = distance(name.toLowerCase(Locale.ROOT), option.key.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = option;
            }
        }
        return nearest;
    }

    static @Nullable Option named(String name) {
        for (Option option : values()) {
            if (option.key.equals(name)) {
                return option;
            }
        }
        return null;
    }

    private boolean isWord(String value) {
        for (String word : otherWords) {
            if (value.equals(word)) {
                return true;
            }
        }
        return value.equals(usual);
    }

    private static boolean arePairs(String value) {
        for (String pair : OptionReader.split(value)) {
            if (pair.indexOf('=') < 1) {
                return false;
            }
        }
        return true;
    }

    private static long millisOf(String unit) {
        switch (unit) {
            case "ms":
                return 1;
            case "s":
                return 1000;
            case "m":
                return 60_000;
            case "h":
                return 3_600_000;
            default:
                return -1;
        }
    }

    private static long digits(String text, int radix) {
        long number = text.isEmpty() || text.length() > 10 ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            number = digit < 0 ? -1 : number * radix + digit;
        }
        return number;
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
