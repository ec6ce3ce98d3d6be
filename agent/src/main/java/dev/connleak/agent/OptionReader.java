package dev.connleak.agent;

import dev.connleak.report.Watch;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks each option up where it may be given and turns its text into a value. What cannot be read becomes a sentence in
 * {@link #problems} and the default is used. Runs before main, so it has no lambda, stream, regular expression or file
 * system. Lives on one thread, for the time of one {@link Options}.
 */
final class OptionReader {
    /** Names in the argument of an attach that carry a request instead of an option. */
    static final String COMMAND = "command";

    static final String REQUEST = "request";
    static final String VERSION = "version";

    private static final List<String> RESERVED = Arrays.asList(COMMAND, REQUEST, VERSION);

    final List<Watch.Option> inForce = new ArrayList<>();
    final List<String> problems = new ArrayList<>();

    private final Map<String, String> argument = new LinkedHashMap<>();
    private final Properties file = new Properties();
    private final OptionSources sources;
    /** By name, what is in force where the argument says nothing; empty at the start. */
    private final Map<String, Watch.Option> before = new HashMap<>();

    OptionReader(@Nullable String argument, OptionSources sources) {
        this.sources = sources;
        readArgument(argument == null ? "" : argument);
        readFile();
    }

    /** For a change: what the argument does not name stays as it was. */
    OptionReader(String argument, List<Watch.Option> before) {
        this.sources = OptionSources.NONE;
        for (Watch.Option option : before) {
            this.before.put(option.name, option);
        }
        readArgument(argument);
    }

    /** The options that the argument names, with their text. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>(argument);
        given.keySet().removeAll(RESERVED);
        return given;
    }

    @Nullable
    String reserved(String name) {
        return argument.get(name);
    }

    @Nullable
    String text(Option option) {
        Watch.Option found = find(option);
        if (found.value != null && !option.accepts(found.value)) {
            problems.add(describe(found) + " is not " + option.expectation() + "; using "
                    + (option.usual == null ? Option.OFF : option.usual));
            found = usual(option);
        }
        inForce.add(found);
        return found.value;
    }

    String word(Option option) {
        return Objects.requireNonNull(text(option), option.key);
    }

    /** An option of the contract that this version reads and does not act upon: whoever sets it is told. */
    void withoutEffect(Option option, String usual, String instead) {
        String value = find(option).value;
        if (value != null && option.accepts(value) && !(" " + usual + " ").contains(" " + value + " ")) {
            problems.add(option.key + "=" + value + " has no effect yet: " + instead);
        }
    }

    boolean on(Option option) {
        return word(option).equals("true");
    }

    int number(Option option) {
        return Option.number(word(option));
    }

    int mode(Option option) {
        return Option.mode(word(option));
    }

    long millis(Option option) {
        return Option.millis(word(option));
    }

    @Nullable
    Long interval(Option option) {
        String text = text(option);
        return text == null || text.equals(Option.OFF) ? null : (Long) Option.millis(text);
    }

    List<String> list(Option option) {
        String text = text(option);
        return text == null ? new ArrayList<>() : split(text);
    }

    Map<String, String> pairs(Option option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : list(option)) {
            int equals = pair.indexOf('=');
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }

    /** The elements of a list, those without text left out. */
    static List<String> split(String list) {
        List<String> elements = new ArrayList<>();
        int start = 0;
        while (start <= list.length()) {
            int plus = list.indexOf('+', start);
            int end = plus < 0 ? list.length() : plus;
            String element = list.substring(start, end).trim();
            if (!element.isEmpty()) {
                elements.add(element);
            }
            start = end + 1;
        }
        return elements;
    }

    private void readArgument(String text) {
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                readPart(part.toString().trim());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        readPart(part.toString().trim());
        if (quoted) {
            problems.add("the argument ends inside quotes: " + part + "; close them with '");
        }
    }

    private void readPart(String part) {
        if (part.isEmpty()) {
            return;
        }
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals).trim();
        if (Option.named(name) == null && !RESERVED.contains(name)) {
            problems.add(unknown(name, "argument"));
        } else if (equals < 0) {
            problems.add("option " + name + " (argument) has no value; write " + name + "=VALUE");
        } else {
            argument.put(name, part.substring(equals + 1).trim());
        }
    }

    private void readFile() {
        Watch.Option config = find(Option.CONFIG);
        if (config.value == null) {
            return;
        }
        try (Reader in = new InputStreamReader(sources.file(config.value), StandardCharsets.UTF_8)) {
            file.load(in);
        } catch (IOException | RuntimeException e) {
            problems.add(describe(config) + " cannot be read (" + e.getMessage() + "); name a properties file");
        }
        for (String name : new TreeSet<>(file.stringPropertyNames())) {
            if (Option.named(name) == null) {
                problems.add(unknown(name, "file"));
            }
        }
    }

    private Watch.Option find(Option option) {
        String value = given(argument.get(option.key));
        if (value != null) {
            return new Watch.Option(option.key, value, "argument");
        }
        Watch.Option unchanged = before.get(option.key);
        if (unchanged != null) {
            return unchanged;
        }
        value = given(sources.property("connleak." + option.key));
        if (value != null) {
            return new Watch.Option(option.key, value, "property");
        }
        value = given(sources.environment(option.environmentName()));
        if (value != null) {
            return new Watch.Option(option.key, value, "environment");
        }
        value = given(file.getProperty(option.key));
        if (value != null && option != Option.CONFIG) {
            return new Watch.Option(option.key, value, "file");
        }
        return usual(option);
    }

    /** An empty value counts as not given: that is how start scripts unset a variable. */
    private static @Nullable String given(@Nullable String value) {
        return value == null || value.trim().isEmpty() ? null : value.trim();
    }

    private static Watch.Option usual(Option option) {
        return new Watch.Option(option.key, option.usual, "default");
    }

    private static String describe(Watch.Option option) {
        return "option " + option.name + "=" + option.value + " (" + option.from + ")";
    }

    private static String unknown(String name, String from) {
        return "option " + name + " (" + from + ") is unknown; did you mean " + Option.nearest(name).key + "?";
    }
}
