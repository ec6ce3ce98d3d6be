package dev.connleak.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownPageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "a | b § a &#124; b",
                "<script>alert(1)</script> § &#60;script&#62;alert(1)&#60;/script&#62;",
                "@team look § &#64;team look",
                "see #12 § see &#35;12",
                "[x](http://evil) § \\[x\\](http&#58;//evil)",
                "![x](y) § \\!\\[x\\](y)",
                "`code` **bold** _it_ ~~no~~ § \\`code\\` \\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~",
                "&lt; § &#38;lt;",
            })
    void whatMarkdownWouldActOnStaysText(String hostile, String safe) {
        assertThat(MarkdownPage.safe(hostile)).isEqualTo(safe);
    }
}
