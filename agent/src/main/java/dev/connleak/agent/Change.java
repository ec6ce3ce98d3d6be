package dev.connleak.agent;

import dev.connleak.report.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@code set} command wants changed: checked as a whole before any of it counts. */
final class Change {
    /** The options after it; those before it where something is wrong. */
    final Options after;
    /** Why nothing is changed, a sentence each; empty where all is well. */
    final List<String> problems = new ArrayList<>();
    /** One for each changed option: its old value and its new one. */
    final List<String> lines = new ArrayList<>();

    Change(Options before, String argument) {
        OptionReader reader = new OptionReader(argument, before.inForce);
        problems.addAll(reader.problems);
        Map<String, String> given = reader.given();
        for (Map.Entry<String, String> each : given.entrySet()) {
            check(each.getKey(), each.getValue());
        }
        if (given.isEmpty() && problems.isEmpty()) {
            problems.add("nothing to set; name options as in heldAfter=5s,announce=suspect");
        }
        after = problems.isEmpty() ? Options.changed(reader, before) : before;
        if (problems.isEmpty()) {
            for (String name : given.keySet()) {
                lines.add(name + " was " + value(before, name) + ", is " + value(after, name) + " from now on");
            }
            for (String problem : after.problems) {
                if (!before.problems.contains(problem)) {
                    lines.add(problem);
                }
            }
        }
    }

    private void check(String name, String value) {
        Option option = Option.named(name);
        if (option == null) {
            throw new IllegalStateException("the reader let an unknown option pass: " + name);
        }
        if (!option.live) {
            problems.add(name + " is read at the start only; restart the JVM with it");
        } else if (!option.accepts(value)) {
            problems.add(name + "=" + value + " is not " + option.expectation());
        }
    }

    private static String value(Options options, String name) {
        for (Watch.Option option : options.inForce) {
            if (option.name.equals(name)) {
                return textOf(option.value);
            }
        }
        throw new IllegalStateException("no value of " + name);
    }

    private static String textOf(@Nullable String value) {
        return value == null ? Option.OFF : value;
    }
}
