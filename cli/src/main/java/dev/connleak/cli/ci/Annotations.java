package dev.connleak.cli.ci;

import dev.connleak.cli.judge.Judged;
import dev.connleak.cli.judge.Verdict;
import dev.connleak.cli.page.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * The workflow commands of GitHub's runner that put causes beside the code. A step may show ten of each level; so there are
 * ten lines at most, the worst first, and the last one says how many there are besides.
 */
public record Annotations(Verdict verdict, Places places) {

    private static final int MOST = 10;

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!verdict.looked()) {
            lines.add("::error title=connleak could not look::"
                    + data(String.join(
                            "\n",
                            verdict.complaints().stream().map(SafeText::line).toList())));
        }
        List<Judged> failing = verdict.failing();
        int room = MOST - lines.size();
        int shown = failing.size() <= room ? failing.size() : room - 1;
        failing.stream().limit(shown).map(this::line).forEach(lines::add);
        if (failing.size() > shown) {
            lines.add("::error title=connleak::"
                    + data("and " + (failing.size() - shown) + " more causes, see the log or the summary"));
        }
        return lines;
    }

    private String line(Judged cause) {
        Place place = places.of(cause);
        String at = place == null ? "" : "file=" + property(place.path()) + ",line=" + place.line() + ",";
        return "::" + Level.of(cause.finding()).command + " " + at + "title="
                + property("connleak: " + Wording.title(cause.finding())) + "::"
                + data(Wording.summary(cause.finding()) + "\n" + Wording.extent(cause.finding()) + "\n"
                        + Wording.advice(cause.finding()));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
