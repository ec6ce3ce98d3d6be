package dev.connleak.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(SafeText.line("Größe → 5 · 日本 😀")).isEqualTo("Größe → 5 · 日本 😀");
    }

    @ParameterizedTest
    @CsvSource({
        "27, \\u001b",
        "0, \\u0000",
        "127, \\u007f",
        "155, \\u009b",
        "8238, \\u202e",
        "8203, \\u200b",
        "917505, \\u{e0001}"
    })
    void whatATerminalActsOnBecomesItsEscape(int character, String escape) {
        assertThat(SafeText.line("a" + Character.toString(character) + "b")).isEqualTo("a" + escape + "b");
    }

    @Test
    void halfOfAPairBecomesItsEscape() {
        assertThat(SafeText.line("a\ud83db")).isEqualTo("a\\ud83db");
    }

    @Test
    void whiteSpaceBecomesOneBlank() {
        assertThat(SafeText.line(" a\r\n\t b ")).isEqualTo("a b");
    }

    @Test
    void textIsBounded() {
        assertThat(SafeText.line("x".repeat(1_000_000))).hasSizeLessThan(2_100).endsWith("…");
    }

    @Test
    void jsonKeepsItsLayout() {
        assertThat(SafeText.json("{\n\t\"a\": \"\u009b😀\"\r\n}")).isEqualTo("{\n\t\"a\": \"\\u009b😀\"\r\n}");
    }
}
