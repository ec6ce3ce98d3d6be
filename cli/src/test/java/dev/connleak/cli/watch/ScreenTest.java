package dev.connleak.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.watch.Line.Tone;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {

    private static final Wish AT_FIRST = Wish.AT_FIRST;

    @Test
    void aLeakInEightyColumnsAndTwentyFourLines() {
        assertThat(text(Looks.leaking(19), Looks.leaking(17), AT_FIRST, 80, 24)).isEqualToNormalizingNewlines("""
                connleak watch  4711 com.acme.Orders on web-7      1 h 17 min watched  12:00:05Z
                1 leak: 19 connections held, oldest 19m00s, 2 more since this view began.

                Pools (1)                                        in use   limit    idle  waiting
                  http://orders:8080  apache-httpclient-5            20      20       1       3!

                Causes (1)                      open    more  line
                    likely body-held              19      +2  Orders.poll(Orders.java:42)  htt..

                In use (12 of 20), oldest first
                     for  unread  line                           request             TCP
                  19m00s  19m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  18m00s  18m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  17m00s  17m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  16m00s  16m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  15m00s  15m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  14m00s  14m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  13m00s  13m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  12m00s  12m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  11m00s  11m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                  10m00s  10m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                   9m00s   9m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                   8m00s   8m00s  Orders.poll(Orders.java:42)    GET /orders/{}      CLOSE_WAIT
                q quit  ? help  tab list  enter detail  s sort  / filter  d dump  p pause
                """);
    }

    @Test
    void aLeakInANarrowLowWindow() {
        assertThat(text(Looks.leaking(19), Looks.leaking(17), AT_FIRST, 50, 12)).isEqualToNormalizingNewlines("""
                4711 com.acme.Orders on web-7            12:00:05Z
                1 leak: 19 connections held, oldest 19m00s, 2 mo..
                Pools (1)          in use   limit    idle  waiting
                  http://orders..      20      20       1       3!
                Causes (1)          open    more  line
                    likely bod..      19      +2  Orders.poll(Or..
                In use (4 of 20), oldest first
                  19m00s  19m00s  Orders.po.. GET /o.. CLOSE_WAIT
                  18m00s  18m00s  Orders.po.. GET /o.. CLOSE_WAIT
                  17m00s  17m00s  Orders.po.. GET /o.. CLOSE_WAIT
                  16m00s  16m00s  Orders.po.. GET /o.. CLOSE_WAIT
                q quit  ? help  enter detail  s sort  / filter
                """);
    }

    @Test
    void whereNothingLeaksTheHeadlineSaysSoCalmly() {
        List<Line> lines = new Screen(Looks.healthy(), Looks.healthy(), 80).lines(AT_FIRST, 24, null);

        assertThat(lines.get(1).text()).isEqualTo("No leak so far: 1,204 exchanges, 9 open connections.");
        assertThat(lines)
                .flatExtracting(Line::spans)
                .extracting(Line.Span::tone)
                .doesNotContain(Tone.ALARM, Tone.NEW);
    }

    @Test
    void aCauseThatCameLaterIsMarkedAsNew() {
        String before = text(Looks.leaking(3), Looks.leaking(3), AT_FIRST, 80, 24);
        String later = text(Looks.leaking(3), Looks.healthy(), AT_FIRST, 80, 24);

        assertThat(before).doesNotContain("new ").doesNotContain("+3");
        assertThat(later)
                .containsPattern("(?m)^new likely body-held +3 +\\+3 +Orders\\.poll")
                .contains("3 more since");
    }

    @Test
    void anAgentThatIsOffIsTheHeadline() {
        Line headline = new Screen(Looks.off(), Looks.off(), 80)
                .lines(AT_FIRST, 24, null)
                .get(1);

        assertThat(headline.text()).isEqualTo("The agent is off-by-errors: java.lang.LinkageError");
        assertThat(headline.spans()).extracting(Line.Span::tone).containsExactly(Tone.ALARM);
    }

    @Test
    void silenceIsToldBeforeAllElse() {
        assertThat(new Screen(Looks.leaking(3), Looks.leaking(3), 80)
                        .lines(AT_FIRST, 24, "No word from the JVM for 7 s")
                        .get(1)
                        .text())
                .isEqualTo("No word from the JVM for 7 s");
    }

    @Test
    void theCursorStaysInSightHoweverFarDownItIs() {
        Look look = Looks.leaking(100);
        Wish last = AT_FIRST.in(Wish.Focus.LEASES).choosing("c100");

        List<Line> lines = new Screen(look, look, 80).lines(last, 24, null);

        assertThat(lines)
                .filteredOn(line -> line.spans().stream().anyMatch(span -> span.tone() == Tone.CHOSEN))
                .singleElement()
                .satisfies(line -> assertThat(line.text()).contains("Prices.fetch"));
    }

    @Test
    void theRowUnderTheCursorHasItsStackAndTheAdvice() {
        Look look = Looks.leaking(3);

        assertThat(text(look, look, AT_FIRST.on(Wish.Page.DETAIL), 80, 24))
                .contains("likely body-held  Orders.poll(Orders.java:42)")
                .contains("Close the response.")
                .contains("  com.acme.Main.main(Main.java:7)")
                .endsWith("esc back\n");
        assertThat(text(
                        look,
                        look,
                        AT_FIRST.in(Wish.Focus.LEASES).choosing("c1").on(Wish.Page.DETAIL),
                        80,
                        24))
                .contains("GET /orders/{}\nConnection c1 to http://orders:8080, in use for 2 min 0 s, TCP CLOSE_WAIT")
                .contains("read ? of 200000 bytes")
                .contains("Close the response.");
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,10", "20,8", "200,60", "10,8", "1,1"})
    void noLineIsWiderAndNoScreenHigherThanTheWindow(int width, int height) {
        Look look = Looks.leaking(500);
        for (Wish.Page page : Wish.Page.values()) {
            List<Line> lines = new Screen(look, Looks.healthy(), width).lines(AT_FIRST.on(page), height, null);

            assertThat(lines).hasSize(Math.max(height, Screen.MIN_HEIGHT));
            assertThat(lines).allSatisfy(line -> assertThat(line.text()).hasSizeLessThanOrEqualTo(width));
        }
    }

    @Test
    void aFilterLeavesWhatContainsIt() {
        Look look = Looks.leaking(3);

        assertThat(text(look, look, AT_FIRST.filtering("PRICES", true), 80, 24))
                .contains("In use (1), oldest first", "Prices.fetch", "filter: PRICES_")
                .doesNotContain("Orders.poll");
    }

    @Test
    void aPageOfPaperHasEveryRowAndNoKeys() {
        Look look = Looks.leaking(100);

        List<Line> page = new Screen(look, look, 80).page();

        assertThat(page).hasSizeGreaterThan(100).noneMatch(line -> line.text().contains("quit"));
        assertThat(page).allSatisfy(line -> assertThat(line.text()).hasSizeLessThanOrEqualTo(80));
    }

    private static String text(Look look, Look first, Wish wish, int width, int height) {
        return new Screen(look, first, width)
                .lines(wish, height, null).stream()
                        .map(line -> line.text().stripTrailing())
                        .collect(Collectors.joining("\n", "", "\n"));
    }
}
