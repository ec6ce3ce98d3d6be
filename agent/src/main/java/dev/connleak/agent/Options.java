package dev.connleak.agent;

import dev.connleak.diagnose.Grade;
import dev.connleak.report.Watch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the agent was told to do: by argument, else by system property, environment, file of options, or default. */
public final class Options {
    public final boolean enabled;
    /** Main classes to watch; empty for any. */
    public final List<String> onlyMain;

    /** A file, or a directory that takes one file for each JVM. */
    public final @Nullable String report;

    public final @Nullable Long reportEveryMillis;
    public final int reportKeep;
    /** The permission bits of a report. */
    public final int reportMode;

    public final long exitTimeoutMillis;
    public final boolean gc;
    public final long gcTimeoutMillis;
    public final long heldAfterMillis;
    public final long exitIdleMillis;
    public final long closeAfterMillis;
    /** What is captured: stacks or counts. Site ids are not there yet, and stacks say the same. */
    public final String level;

    public final boolean substitute;
    /** The lowest grade that is told on stderr: proven, likely or suspect. */
    public final String announce;

    public final int capacity;
    /** Empty where they have to be guessed. */
    public final List<String> applicationPackages;

    public final List<String> ignore;
    public final Map<String, String> labels;
    /** template, route or full. */
    public final String urls;

    /** What an attach asks for, and the id under which it wants the answer; neither is an option. */
    public final @Nullable String command;

    public final @Nullable String request;
    /** Of the connleak that asks, or null. */
    public final @Nullable String askedBy;

    /** Every option with the value in force and where that came from. */
    public final List<Watch.Option> inForce;

    /** What could not be read, a sentence each. */
    public final List<String> problems;

    private Options(OptionReader reader, List<String> earlierProblems) {
        reader.text(Option.CONFIG);
        enabled = reader.on(Option.ENABLED);
        onlyMain = Collections.unmodifiableList(reader.list(Option.ONLY_MAIN));
        report = reader.text(Option.REPORT);
        reportEveryMillis = reader.interval(Option.REPORT_EVERY);
        reportKeep = reader.number(Option.REPORT_KEEP);
        reportMode = reader.mode(Option.REPORT_MODE);
        exitTimeoutMillis = reader.millis(Option.EXIT_TIMEOUT);
        gc = reader.on(Option.GC);
        gcTimeoutMillis = reader.millis(Option.GC_TIMEOUT);
        heldAfterMillis = reader.millis(Option.HELD_AFTER);
        exitIdleMillis = reader.millis(Option.EXIT_IDLE);
        closeAfterMillis = reader.millis(Option.CLOSE_AFTER);
        String asked = reader.word(Option.LEVEL);
        level = asked.equals("sites") ? "stacks" : asked;
        substitute = reader.on(Option.SUBSTITUTE);
        announce = reader.word(Option.ANNOUNCE);
        capacity = reader.number(Option.CAPACITY);
        applicationPackages = Collections.unmodifiableList(reader.list(Option.APPLICATION_PACKAGES));
        ignore = Collections.unmodifiableList(reader.list(Option.IGNORE));
        labels = Collections.unmodifiableMap(reader.pairs(Option.LABELS));
        urls = reader.word(Option.URLS);
        command = reader.reserved(OptionReader.COMMAND);
        request = reader.reserved(OptionReader.REQUEST);
        askedBy = reader.reserved(OptionReader.VERSION);
        reader.withoutEffect(Option.LEVEL, "stacks counts", "this version captures stacks instead");
        inForce = Collections.unmodifiableList(reader.inForce);
        Set<String> all = new LinkedHashSet<>(earlierProblems);
        all.addAll(reader.problems);
        problems = Collections.unmodifiableList(new ArrayList<>(all));
    }

    /** The lowest grade that is told. */
    Grade announced() {
        return Grade.valueOf(announce.toUpperCase(Locale.ROOT));
    }

    /** Never fails: what cannot be read is in {@link #problems}, and its default in force. */
    static Options read(@Nullable String argument, OptionSources sources) {
        return new Options(new OptionReader(argument, sources), Collections.emptyList());
    }

    /** What was in force before, with what this reader was given. */
    static Options changed(OptionReader reader, Options before) {
        return new Options(reader, before.problems);
    }
}
