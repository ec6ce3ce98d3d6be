package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {

    /** Row 255: TestHasToken. */
    @ParameterizedTest
    @CsvSource({
        "'', foo, false",
        "foo, foo, true",
        "'foo ', foo, true",
        "' foo', foo, true",
        "' foo ', foo, true",
        "'foo,bar', foo, true",
        "'bar,foo', foo, true",
        "'bar, foo', foo, true",
        "'bar,foo, baz', foo, true",
        "'bar, foo,baz', foo, true",
        "'bar,foo, baz', FOO, true",
        "'bar, FoO,baz', foo, true",
        "'foobar', foo, false",
        "'barfoo', foo, false",
        "'foo-bar', foo, false",
        "'foo bar', foo, false",
        "',,', '', false"
    })
    void tokenIsAWholeMember(String value, String token, boolean there) {
        assertThat(Headers.of("Connection", value).hasToken("connection", token))
                .isEqualTo(there);
    }

    @Test
    void tokensAreThoseOfAllLines() {
        Headers headers = Headers.of("Trailer", "A, ,B", "X", "Y", "trailer", "C");

        assertThat(headers.tokens("Trailer")).containsExactly("A", "B", "C");
    }
}
