package dev.connleak.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.Merger;
import dev.connleak.cli.merge.SampleReport;
import dev.connleak.cli.merge.SampleReport.Jvm;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {

    private static final String IMAGE = "<img src=x onerror=document.title='owned'>";
    private static final String SCRIPT = "</script><script>document.title='owned'</script>";
    private static final String FRAME = "com.acme.Stock.call(Stock.java:42)";
    private static final String OTHER = "com.acme.Price.call(Price.java:42)";

    @TempDir
    Path directory;

    @Test
    void nothingOfAReportIsMarkup() throws IOException {
        String html = Files.readString(hostile());

        assertThat(html).doesNotContain("<img").doesNotContain("onerror=document.title='");
        assertThat(html.split("</script>", -1)).hasSize(3);
        assertThat(html).matches("(?s)[\\x20-\\x7e\\s…·×→←↑↓'']*");
    }

    @Test
    void pageNamesNoOtherPlaceAndForbidsAllOfThem() throws IOException {
        String html = Files.readString(page(leaks()));

        assertThat(html)
                .contains("default-src 'none'; script-src 'sha256-")
                .doesNotContain("unsafe-inline")
                .doesNotContain(" src=")
                .doesNotContain("url(")
                .doesNotContain("@import");
    }

    @Test
    void payloadsAreTextInABrowser() throws Exception {
        assumeTrue(Browser.installed() != null, "no Chromium here");
        try (Browser browser = new Browser(hostile(), directory.resolve("profile"))) {
            browser.eval("[...document.querySelectorAll('tr.cause')].forEach(row => row.click())");

            assertThat(browser.text("document.title")).isEqualTo("connleak report");
            assertThat(browser.eval("document.querySelectorAll('img, iframe, object, main script').length")
                            .asInt())
                    .isZero();
            assertThat(browser.eval("[...document.querySelectorAll('*')].some(e => [...e.attributes].some("
                                    + "a => a.name.startsWith('on')))")
                            .asBoolean())
                    .isFalse();
            assertThat(browser.text("document.body.innerText"))
                    .contains(IMAGE)
                    .contains(SCRIPT)
                    .contains("\\u202edrowssap")
                    .doesNotContain("\u202e");
            assertThat(browser.eval("[...document.links].every(a => /^https?:/.test(a.href) || a.hash)")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void pageCannotReachANetwork() throws Exception {
        assumeTrue(Browser.installed() != null, "no Chromium here");
        try (Browser browser = new Browser(page(leaks()), directory.resolve("profile"))) {
            String asked = browser.text("new Promise(done => {"
                    + "document.addEventListener('securitypolicyviolation', e => done(e.effectiveDirective));"
                    + "fetch('http://127.0.0.1:9/').catch(() => {});})");

            assertThat(asked).isEqualTo("connect-src");
            assertThat(browser.eval("performance.getEntriesByType('resource').length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void everythingCanBeDoneWithTheKeyboard() throws Exception {
        assumeTrue(Browser.installed() != null, "no Chromium here");
        try (Browser browser = new Browser(page(leaks()), directory.resolve("profile"))) {
            browser.press("j");
            browser.press("j");
            browser.press("Enter");
            assertThat(browser.text("document.querySelector('tr.cause.open code').textContent"))
                    .isEqualTo("Price.call");
            assertThat(browser.text("document.querySelector('tr.detail').innerText"))
                    .contains(OTHER, "close it");

            browser.press("Enter");
            assertThat(browser.eval("document.querySelectorAll('tr.detail').length")
                            .asInt())
                    .isZero();

            browser.press("/");
            "stock.call".chars().forEach(c -> browser.press(Character.toString(c)));
            assertThat(browser.text("document.querySelector('tbody').innerText"))
                    .contains("Stock.call")
                    .doesNotContain("Price");

            browser.press("Escape");
            assertThat(browser.eval("document.querySelectorAll('tr.cause').length")
                            .asInt())
                    .isEqualTo(2);

            browser.eval("document.querySelector('[role=tree] [tabindex=\"0\"]').focus()");
            browser.press("ArrowDown");
            assertThat(browser.text("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
                            + "done(document.querySelector('.says').textContent))))"))
                    .contains(FRAME);
        }
    }

    @Test
    void pageFollowsTheThemeOfTheSystemAndTheKey() throws Exception {
        assumeTrue(Browser.installed() != null, "no Chromium here");
        String background = "getComputedStyle(document.body).backgroundColor";
        try (Browser browser = new Browser(page(leaks()), directory.resolve("profile"))) {
            String light = browser.text(background);
            browser.dark();
            String dark = browser.text(background);
            browser.press("t");

            assertThat(dark).isNotEqualTo(light);
            assertThat(browser.text(background)).isEqualTo(light);
        }
    }

    @Test
    void chartsShowWhatTheReportSays() throws Exception {
        assumeTrue(Browser.installed() != null, "no Chromium here");
        try (Browser browser = new Browser(page(leaks()), directory.resolve("profile"))) {
            assertThat(browser.text("document.querySelector('h1').textContent")).contains("hold 9 connections");
            assertThat(browser.text("document.querySelector('.chart').innerText"))
                    .contains("9 of these leaked");
            assertThat(browser.eval("document.querySelectorAll('.chart polygon').length")
                            .asInt())
                    .isEqualTo(3);
            assertThat(browser.eval("document.querySelectorAll('.flame rect').length")
                            .asInt())
                    .isEqualTo(3);
            assertThat(browser.text("document.querySelector('td .cell.l2').title"))
                    .contains("not read, not closed: 5 of 6");
        }
    }

    @Test
    void nothingIsSaidOfACauseThatTheReportDoesNotKnow() throws Exception {
        assumeTrue(Browser.installed() != null, "no Chromium here");
        try (Browser browser = new Browser(page(leaks()), directory.resolve("profile"))) {
            browser.press("j");
            browser.press("Enter");

            assertThat(browser.text("[...document.querySelectorAll('tr.detail dt')].map(e => e.textContent).join()"))
                    .isEqualTo("where,how often,since,route,kernel,id");
        }
    }

    @Test
    void narrowPageNeedsNoScrollingSidewaysAndBreaksNamesBetweenTheirParts() throws Exception {
        assumeTrue(Browser.installed() != null, "no Chromium here");
        String name = "OrderRepositoryWithAVeryLongNameThatNoColumnHolds";
        SampleReport report = new SampleReport(new Jvm("a", "web1", 11), 1, "2026-11-21T01:00:00.000Z")
                .leak("clf1:aa01", name, 5, "com.acme." + name + ".call(" + name + ".java:42)")
                .pool("p1", 12);
        try (Browser browser = new Browser(page(report), directory.resolve("profile"))) {
            browser.width(400);

            assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(400);
            assertThat(browser.text("document.querySelector('tr.cause code').textContent"))
                    .isEqualTo(name + ".call");
            // Each text node is a part of the name; one that stands on two lines was broken inside.
            assertThat(browser.eval("[...document.querySelector('tr.cause code').childNodes]"
                                    + ".filter(n => n.nodeType === 3).map(n => { const r = document.createRange();"
                                    + " r.selectNodeContents(n); return new Set([...r.getClientRects()]"
                                    + ".filter(b => b.width > 0).map(b => b.top)).size; }).filter(n => n > 1).length")
                            .asInt())
                    .isZero();
        }
    }

    private static SampleReport leaks() {
        SampleReport report = new SampleReport(new Jvm("a", "web1", 11), 1, "2026-11-21T01:00:00.000Z")
                .leak("clf1:aa01", "Stock", 5, FRAME)
                .leak("clf1:ab02", "Price", 4, OTHER)
                .pool("p1", 12)
                .exchanges(100);
        report.json().withArray("/cells").add(cell(false, 5)).add(cell(true, 1));
        return report;
    }

    private static ObjectNode cell(boolean both, long exchanges) {
        return new ObjectMapper()
                .createObjectNode()
                .put("client", "okhttp")
                .put("keepAlive", "on")
                .put("readToEof", both)
                .put("closed", both)
                .put("exchanges", exchanges);
    }

    private Path hostile() throws IOException {
        SampleReport report = new SampleReport(new Jvm("a", IMAGE, 11), 1, "2026-11-21T01:00:00.000Z")
                .leak("clf1:" + IMAGE, SCRIPT, 5, "com.acme." + SCRIPT, "\u202edrowssap.Reversed(A.java:1)")
                .pool("p1" + IMAGE, 12)
                .label(SCRIPT, IMAGE);
        ObjectNode finding = (ObjectNode) report.json().at("/findings/0");
        finding.put("client", SCRIPT).put("route", "\"onmouseover=\"alert(1)").put("advice", IMAGE);
        finding.put("summary", "\u2028\u2029</SCRIPT>\u0000" + SCRIPT).put("kind", IMAGE);
        finding.putObject("known").put("id", "x").put("link", "javascript:document.title='owned'");
        finding.putArray("holders").addObject().put("thread", 0);
        report.json()
                .withArray("/threads")
                .addObject()
                .put("name", SCRIPT + "\u202e")
                .put("state", IMAGE);
        report.json().withObject("/config").putArray("problems").add(IMAGE);
        ((ObjectNode) report.json().at("/exchanges/0"))
                .put("url", "http://x/" + SCRIPT)
                .put("method", IMAGE);
        return page(report);
    }

    private Path page(SampleReport report) throws IOException {
        Merger merger = new Merger();
        merger.add(report.read(directory));
        Merged merged = merger.merged();
        Path page = directory.resolve("page.html");
        try (Writer out = Files.newBufferedWriter(page)) {
            new HtmlPage(merged).write(out);
        }
        return page;
    }
}
