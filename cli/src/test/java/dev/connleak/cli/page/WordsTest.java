package dev.connleak.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 ms",
        "350,350 ms",
        "42000,42 s",
        "372000,6 min 12 s",
        "4618870,1 h 16 min",
        "200000000,2 d 7 h",
        "-5,0 ms"
    })
    void ageHasItsTwoLargestUnits(long millis, String words) {
        assertThat(Words.age(millis)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1,body,1 body", "2,body,2 bodies", "0,leak,0 leaks", "1204,exchange,'1,204 exchanges'"})
    void countAgreesWithItsNoun(long number, String noun, String words) {
        assertThat(Words.count(number, noun)).isEqualTo(words);
    }

    @Test
    void timeThatIsNoneStaysAsItStands() {
        assertThat(Words.time("2026-11-21T03:12:09.120Z")).isEqualTo("2026-11-21 03:12:09 UTC");
        assertThat(Words.time("yesterday")).isEqualTo("yesterday");
        assertThat(Words.time(null)).isEqualTo("unknown");
    }
}
