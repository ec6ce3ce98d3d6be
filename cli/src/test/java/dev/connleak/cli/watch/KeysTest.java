package dev.connleak.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static final Look LOOK = Looks.leaking(3);

    private Wish wish = Wish.AT_FIRST;

    @Test
    void qLeaves() {
        assertThat(press('q')).isEqualTo(Keys.Deed.QUIT);
    }

    @Test
    void aTerminalThatWentAwayLeavesFromEverywhere() {
        press('/');

        assertThat(press(Key.Kind.GONE)).isEqualTo(Keys.Deed.QUIT);
    }

    @Test
    void qInAPageClosesThePageOnly() {
        press('?');
        assertThat(wish.page()).isEqualTo(Wish.Page.HELP);

        assertThat(press('q')).isEqualTo(Keys.Deed.NONE);

        assertThat(wish.page()).isEqualTo(Wish.Page.OVERVIEW);
    }

    @Test
    void tabGoesToTheOtherListAndArrowsMoveInIt() {
        press(Key.Kind.TAB);
        press(Key.Kind.DOWN);
        press('j');
        press(Key.Kind.UP);

        assertThat(wish.focus()).isEqualTo(Wish.Focus.LEASES);
        assertThat(wish.chosen()).isEqualTo("c1");
    }

    @Test
    void theCursorStopsAtBothEnds() {
        press(Key.Kind.TAB);
        press(Key.Kind.UP);
        assertThat(wish.chosen()).isEqualTo("c0");

        press('n');

        assertThat(wish.chosen()).isEqualTo("c3");
    }

    @Test
    void theCursorStaysOnItsRowWhenTheOrderChanges() {
        press(Key.Kind.TAB);
        press(Key.Kind.DOWN);
        press('s');
        press('s');

        assertThat(wish.order()).isEqualTo(Wish.Order.LINE);
        assertThat(Choice.of(LOOK, wish).lease())
                .extracting(Look.Lease::connection)
                .isEqualTo("c1");
    }

    @Test
    void enterShowsTheRowAndEscapeLeavesIt() {
        press(Key.Kind.ENTER);
        assertThat(wish.page()).isEqualTo(Wish.Page.DETAIL);
        assertThat(wish.chosen()).isEqualTo("clf1:a");

        press(Key.Kind.ESCAPE);

        assertThat(wish.page()).isEqualTo(Wish.Page.OVERVIEW);
    }

    @Test
    void enterWhereThereIsNothingDoesNothing() {
        wish = Keys.pressed(Key.of(Key.Kind.ENTER), Choice.of(Looks.healthy(), wish))
                .wish();

        assertThat(wish.page()).isEqualTo(Wish.Page.OVERVIEW);
    }

    @Test
    void lettersGoIntoTheFilterWhileItIsTyped() {
        press('/');
        "qd?".chars().forEach(letter -> assertThat(press(letter)).isEqualTo(Keys.Deed.NONE));
        press(Key.Kind.BACKSPACE);
        press(Key.Kind.ENTER);

        assertThat(wish.filter()).isEqualTo("qd");
        assertThat(wish.typing()).isFalse();
        press(Key.Kind.ESCAPE);
        assertThat(wish.filter()).isEmpty();
    }

    @Test
    void pStandsStillAndGoesOn() {
        press('p');
        assertThat(wish.paused()).isTrue();
        press('p');
        assertThat(wish.paused()).isFalse();
    }

    @Test
    void dAsksForADump() {
        assertThat(press('d')).isEqualTo(Keys.Deed.DUMP);
    }

    @Test
    void aNoticeStaysUntilTheNextKey() {
        wish = wish.saying("wrote x.json");

        press('s');

        assertThat(wish.notice()).isNull();
    }

    @Test
    void unknownKeysDoNothing() {
        IntStream.of('x', '7', 0x1F600)
                .forEach(letter -> assertThat(press(letter)).isEqualTo(Keys.Deed.NONE));

        assertThat(wish).isEqualTo(Wish.AT_FIRST);
    }

    private Keys.Deed press(int letter) {
        return press(Key.letter(letter));
    }

    private Keys.Deed press(Key.Kind kind) {
        return press(Key.of(kind));
    }

    private Keys.Deed press(Key key) {
        Keys.Outcome outcome = Keys.pressed(key, Choice.of(LOOK, wish));
        wish = outcome.wish();
        return outcome.deed();
    }
}
