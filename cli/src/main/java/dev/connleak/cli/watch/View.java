package dev.connleak.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.page.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The loop of a live view: news in, keys in, lines out. Used by one thread. */
final class View {

    private static final long KEY_MILLIS = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

    private final LiveTerminal terminal;
    private final Source source;
    private final Path directory;
    private final Look first;
    private Look look;
    private JsonNode report;
    private Wish wish = Wish.AT_FIRST;
    private @Nullable String trouble;

    /** @param directory where dumps are written */
    View(LiveTerminal terminal, Source source, Path directory, Look first, JsonNode report) {
        this.terminal = terminal;
        this.source = source;
        this.directory = directory;
        this.first = first;
        this.look = first;
        this.report = report;
    }

    /** Shows until the user leaves, or until there is nothing more to see: then the answer says why. */
    @Nullable
    String run() {
        boolean changed = true;
        while (true) {
            News news = source.take();
            if (news instanceof News.Over over) {
                return over.message();
            }
            changed |= took(news);
            changed |= terminal.resized();
            if (changed) {
                terminal.show(new Screen(look, first, terminal.width()).lines(wish, terminal.height(), trouble));
            }
            Key key = terminal.key(KEY_MILLIS);
            changed = key != null;
            if (key != null) {
                Keys.Outcome outcome = Keys.pressed(key, Choice.of(look, wish));
                wish = outcome.wish();
                if (outcome.deed() == Keys.Deed.QUIT) {
                    return null;
                }
                if (outcome.deed() == Keys.Deed.DUMP) {
                    wish = wish.saying(dump());
                }
            }
        }
    }

    private boolean took(@Nullable News news) {
        if (news instanceof News.Seen seen) {
            trouble = null;
            if (!wish.paused()) {
                look = seen.look();
                report = seen.report();
            }
            return true;
        }
        if (news instanceof News.Silence silence) {
            trouble = "No word from the JVM for " + silence.seconds()
                    + " s: it may be stopped, or too busy. What is shown is old.";
            return true;
        }
        return false;
    }

    private String dump() {
        Path file = directory.resolve("connleak-" + look.pid() + "-"
                + LocalTime.now(ZoneId.systemDefault()).format(TIME) + ".json");
        try {
            Files.writeString(file, report.toPrettyString() + "\n", StandardOpenOption.CREATE_NEW);
            return "wrote " + SafeText.line(file.toString());
        } catch (IOException e) {
            return SafeText.line(file.toString()) + " can't be written ("
                    + e.getClass().getSimpleName() + ")";
        }
    }
}
