package dev.connleak.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "-5, 0ms",
        "350, 350ms",
        "42000, 42s",
        "725000, 12m05s",
        "11520000, 3h12m",
        "187200000, 2d04h",
        "863999999999, 9999d23h"
    })
    void anAgeIsShort(long millis, String text) {
        assertThat(Age.of(millis)).isEqualTo(text);
    }
}
