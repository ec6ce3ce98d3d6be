package dev.connleak.cli.watch;

import dev.connleak.cli.watch.Line.Tone;
import java.util.List;
import java.util.stream.Stream;

/** The page of keys and words. */
final class Help {

    private Help() {}

    static List<Line> lines() {
        return Stream.of(
                        "",
                        "tab          go to the other list",
                        "up, down     choose a row; also j and k, ten rows with n and u",
                        "enter        the row with its stack and what to change; again or esc: back",
                        "s            sort the connections: age, unread for, line, route",
                        "/            show only rows that contain some text; esc: all again",
                        "d            write the last report to a file in the working directory",
                        "p            stand still, go on",
                        "q            leave; the JVM keeps its agent",
                        "",
                        "in use       connections that a caller holds; ! none is left for the next one",
                        "new          this cause was not there when the view began",
                        "more         how many more of it since the view began",
                        "unread       how long nothing was read of the body",
                        "proven       it cannot be otherwise; likely: it keeps adding; suspect: one old one",
                        "?            the client does not tell")
                .map(text -> Line.of(text.isEmpty() ? "" : "  " + text, Tone.PLAIN))
                .toList();
    }
}
