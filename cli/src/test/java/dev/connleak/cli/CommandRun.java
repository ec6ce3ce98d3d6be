package dev.connleak.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** One command, run in this JVM: its exit code and what it wrote. */
record CommandRun(int code, String out, String err) {

    static CommandRun of(Object... args) {
        return of(Ansi.OFF, args);
    }

    static CommandRun of(Ansi ansi, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(Help.defaultColorScheme(ansi));
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        return new CommandRun(Main.execute(commandLine, words), out.toString(), err.toString());
    }

    /** What it wrote on stdout, whatever the line breaks. */
    String flat() {
        return out.replaceAll("\\s+", " ");
    }

    /** A sample report of the test resources. */
    static Path sample(String name) {
        try {
            return Path.of(Objects.requireNonNull(CommandRun.class.getResource("/reports/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of a sample with one piece of its text replaced. */
    static Path changed(Path directory, String name, String sample, String from, String to) {
        String text = text(sample(sample));
        if (!text.contains(from)) {
            throw new IllegalArgumentException(sample + " does not contain " + from);
        }
        return written(directory, name, text.replace(from, to));
    }

    static Path written(Path directory, String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
