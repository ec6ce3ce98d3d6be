package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

    /** The examples of RFC 3986, 5.4. */
    @ParameterizedTest
    @CsvSource({
        "g:h, g:h",
        "g, http://a/b/c/g",
        "./g, http://a/b/c/g",
        "g/, http://a/b/c/g/",
        "/g, http://a/g",
        "//g, http://g",
        "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y",
        "#s, http://a/b/c/d;p?q#s",
        "g#s, http://a/b/c/g#s",
        "g?y#s, http://a/b/c/g?y#s",
        ";x, http://a/b/c/;x",
        "., http://a/b/c/",
        "./, http://a/b/c/",
        ".., http://a/b/",
        "../g, http://a/b/g",
        "../.., http://a/",
        "../../g, http://a/g",
        "../../../g, http://a/g",
        "../../../../g, http://a/g",
        "/./g, http://a/g",
        "/../g, http://a/g",
        "g., http://a/b/c/g.",
        "..g, http://a/b/c/..g",
        "./../g, http://a/b/g",
        "./g/., http://a/b/c/g/",
        "g/./h, http://a/b/c/g/h",
        "g/../h, http://a/b/c/h",
        "g?y/../x, http://a/b/c/g?y/../x"
    })
    void referenceIsResolved(String reference, String expected) throws Exception {
        assertThat(Location.parse(reference).from(URI.create("http://a/b/c/d;p?q")))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"g, http://a/g", "?q, http://a?q", "../g, http://a/g"})
    void baseWithoutPathIsARoot(String reference, String expected) throws Exception {
        assertThat(Location.parse(reference).from(URI.create("http://a"))).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/a b, http://h/a%20b",
        "/a|{b}, http://h/a%7C%7Bb%7D",
        "/\u00c3\u00a4, http://h/%C3%A4",
        "/a%20b, http://h/a%20b"
    })
    void charactersThatServersDoNotEscapeAreEscaped(String reference, String expected) throws Exception {
        assertThat(Location.parse(reference).from(URI.create("http://h/"))).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[", "%zz", "/a\u0000b", "://"})
    void whatIsNoReferenceIsToldWithoutControlCharacters(String reference) {
        assertThatThrownBy(() -> Location.parse(reference))
                .isInstanceOf(RedirectException.class)
                .hasMessageStartingWith("failed to parse Location header \"")
                .hasMessageNotContaining("\u0000");
    }
}
