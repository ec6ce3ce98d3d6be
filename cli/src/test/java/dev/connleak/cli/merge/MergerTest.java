package dev.connleak.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.merge.SampleReport.Jvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergerTest {

    private static final Jvm A = new Jvm("aaaa", "web1", 11);
    private static final Jvm B = new Jvm("bbbb", "web2", 22);
    private static final String FRAME = "com.acme.Stock.call(Stock.java:42)";
    private static final String OTHER = "com.acme.Price.call(Price.java:42)";

    @TempDir
    Path directory;

    @Test
    void threeHoursOfTwoJvmsAddUpToTheirLastHours() {
        Merged merged = merged(threeHoursOfTwoJvms());

        assertThat(merged.files()).hasSize(6);
        assertThat(merged.jvms()).extracting(Source::jvmName).containsExactly("web1/11", "web2/22");
        assertThat(merged.totals().exchanges()).isEqualTo(300 + 3000);
        Cause stock = merged.causes().get(0);
        assertThat(stock.finding().fingerprint()).isEqualTo("clf1:stock");
        assertThat(stock.finding().connectionsHeld()).isEqualTo(30 + 60);
        assertThat(stock.finding().count()).isEqualTo(90);
        assertThat(stock.finding().siteExchanges()).isEqualTo(180);
        assertThat(stock.finding().oldestMillis()).isEqualTo(60_000);
        assertThat(stock.finding().byKind()).containsEntry("body-held", 90L);
        assertThat(stock.finding().firstSeenAt()).isEqualTo("2026-11-21T00:00:01.000Z");
        assertThat(stock.finding().lastSeenAt()).isEqualTo("2026-11-21T03:05:00.000Z");
        assertThat(stock.shares()).extracting(Share::connectionsHeld).containsExactly(30L, 60L);
        assertThat(stock.evidence().stacks()).containsExactly(new Evidence.Stack(List.of(FRAME), 90));
        assertThat(stock.evidence().tcpStates()).containsEntry("CLOSE_WAIT", 2);
        assertThat(merged.from()).isEqualTo("2026-11-21T00:00:00.000Z");
        assertThat(merged.to()).isEqualTo("2026-11-21T03:05:00.000Z");
    }

    @Test
    void causeThatIsGoneInTheLastReportIsNotCounted() {
        Merged merged = merged(threeHoursOfTwoJvms());

        assertThat(merged.causes())
                .extracting(cause -> cause.finding().fingerprint())
                .containsExactly("clf1:stock");
    }

    @Test
    void earlierReportsFeedTheTimeline() {
        Merged merged = merged(threeHoursOfTwoJvms());

        assertThat(merged.timeline().open(List.of("clf1:stock")))
                .extracting(Timeline.Open::open)
                .containsExactly(0L, 10L, 30L, 40L, 60L, 70L, 90L);
    }

    @Test
    void orderOfTheFilesDoesNotMatter() {
        List<SampleReport> reports = threeHoursOfTwoJvms();
        Merged inOrder = merged(reports);

        for (int seed = 0; seed < 10; seed++) {
            List<SampleReport> shuffled = new ArrayList<>(reports);
            Collections.shuffle(shuffled, new Random(seed));
            Merged merged = merged(shuffled);

            assertThat(merged.causes()).isEqualTo(inOrder.causes());
            assertThat(merged.pools()).isEqualTo(inOrder.pools());
            assertThat(merged.timeline()).isEqualTo(inOrder.timeline());
        }
    }

    @Test
    void strongestGradeOfAnyJvmStands() {
        Merged merged = merged(List.of(
                new SampleReport(A, 1, "2026-11-21T01:00:00.000Z")
                        .finding("clf1:s", "body-held", "leak", "suspect", "Stock", 5, FRAME),
                new SampleReport(B, 1, "2026-11-21T01:00:00.000Z")
                        .finding("clf1:s", "body-abandoned", "leak", "proven", "Stock", 1, FRAME)));

        assertThat(merged.causes()).hasSize(1);
        assertThat(merged.causes().get(0).finding().grade()).isEqualTo("proven");
        assertThat(merged.causes().get(0).finding().kind()).isEqualTo("body-abandoned");
    }

    @Test
    void causeWithoutAPathIsTheOneAtItsSite() {
        Merged merged = merged(List.of(
                new SampleReport(A, 1, "2026-11-21T01:00:00.000Z").leak("clf1:path", "Stock", 5, FRAME),
                new SampleReport(B, 1, "2026-11-21T01:00:00.000Z").leak("clf1:site", "Stock", 7)));

        assertThat(merged.causes()).hasSize(1);
        assertThat(merged.causes().get(0).finding().fingerprint()).isEqualTo("clf1:path");
        assertThat(merged.causes().get(0).finding().connectionsHeld()).isEqualTo(12);
    }

    @Test
    void causesOfOneSiteWithDifferentPathsStayTwo() {
        Merged merged = merged(List.of(
                new SampleReport(A, 1, "2026-11-21T01:00:00.000Z").leak("clf1:one", "Stock", 5, FRAME),
                new SampleReport(B, 1, "2026-11-21T01:00:00.000Z").leak("clf1:two", "Stock", 7, FRAME, OTHER)));

        assertThat(merged.causes()).hasSize(2);
    }

    @Test
    void leakedConnectionsAreCountedInTheirPool() {
        Merged merged = merged(List.of(new SampleReport(A, 1, "2026-11-21T01:00:00.000Z")
                .leak("clf1:s", "Stock", 5, FRAME)
                .pool("p1", 6)
                .pool("p2", 9)));

        assertThat(merged.pools()).extracting(use -> use.pool().id()).containsExactly("p1", "p2");
        assertThat(merged.pools()).extracting(PoolUse::leaked).containsExactly(5L, 0L);
    }

    @Test
    void poolThatRanDryLosesItsConnectionsOnlyOnce() {
        Merged merged = merged(List.of(ranDry().pool("p1", 5)));

        assertThat(merged.pools()).extracting(PoolUse::leaked).containsExactly(5L);
        assertThat(Merged.held(merged.causes().stream().map(Cause::finding).toList()))
                .isEqualTo(5);
        assertThat(Grouping.by(merged, "host")).extracting(Grouping.Group::held).containsExactly(5L);
    }

    @Test
    void poolThatRanDryHoldsWhatItsHoldersHoldWhereItStandsAlone() {
        Merged merged = merged(List.of(ranDry()));
        Cause dry = merged.causes().stream()
                .filter(cause -> cause.finding().namesHolders())
                .findFirst()
                .orElseThrow();

        assertThat(Merged.held(
                        merged.only(dry).causes().stream().map(Cause::finding).toList()))
                .isEqualTo(5);
    }

    private static SampleReport ranDry() {
        return new SampleReport(A, 1, "2026-11-21T01:00:00.000Z")
                .leak("clf1:s", "Stock", 5, FRAME)
                .finding("clf1:dry", "pool-exhausted", "leak", "likely", "Stock", 5, FRAME);
    }

    @Test
    void noPoolHasLostMoreThanItHas() {
        Merged merged = merged(List.of(new SampleReport(A, 1, "2026-11-21T01:00:00.000Z")
                .leak("clf1:s", "Stock", 9, FRAME)
                .pool("p1", 3)));

        assertThat(merged.pools()).extracting(PoolUse::leaked).containsExactly(3L + 1);
    }

    @Test
    void reportsWithoutAnInstanceStandForThemselves() {
        SampleReport one = new SampleReport(A, 1, "2026-11-21T01:00:00.000Z").leak("clf1:s", "Stock", 5, FRAME);
        SampleReport two = new SampleReport(B, 1, "2026-11-21T01:00:00.000Z").leak("clf1:s", "Stock", 5, FRAME);
        one.json().withObject("/jvm").putNull("instance");
        two.json().withObject("/jvm").putNull("instance");
        Merger merger = new Merger();
        merger.add(new dev.connleak.cli.report.ReportReader().read(one.writeTo(directory, "1.json")));
        merger.add(new dev.connleak.cli.report.ReportReader().read(two.writeTo(directory, "2.json")));

        assertThat(merger.merged().jvms()).hasSize(2);
        assertThat(merger.merged().causes().get(0).finding().count()).isEqualTo(10);
    }

    @Test
    void numbersBeyondAllBoundsDoNotTurnRound() {
        Merged merged = merged(List.of(
                new SampleReport(A, 1, "2026-11-21T01:00:00.000Z").leak("clf1:s", "Stock", Long.MAX_VALUE / 2, FRAME),
                new SampleReport(B, 1, "2026-11-21T01:00:00.000Z").leak("clf1:s", "Stock", Long.MAX_VALUE / 2, FRAME),
                new SampleReport(new Jvm("c", "web3", 3), 1, "2026-11-21T01:00:00.000Z")
                        .leak("clf1:s", "Stock", 1000, FRAME)));

        assertThat(merged.causes().get(0).finding().count()).isEqualTo(Long.MAX_VALUE);
    }

    /** Of each JVM an hour's report three times; Stock leaks more and more, Price leaked in the first hour only. */
    private static List<SampleReport> threeHoursOfTwoJvms() {
        List<SampleReport> reports = new ArrayList<>();
        for (int hour = 1; hour <= 3; hour++) {
            SampleReport a = new SampleReport(A, hour, "2026-11-21T0" + hour + ":00:00.000Z")
                    .leak("clf1:stock", "Stock", 10L * hour, FRAME)
                    .pool("p1", 10L * hour)
                    .exchanges(100L * hour);
            SampleReport b = new SampleReport(B, hour, "2026-11-21T0" + hour + ":05:00.000Z")
                    .leak("clf1:stock", "Stock", 20L * hour, FRAME)
                    .pool("p1", 20L * hour)
                    .exchanges(1000L * hour);
            if (hour == 1) {
                a.leak("clf1:price", "Price", 3, OTHER);
            }
            reports.add(a);
            reports.add(b);
        }
        return reports;
    }

    private Merged merged(List<SampleReport> reports) {
        Merger merger = new Merger();
        reports.forEach(report -> merger.add(report.read(directory)));
        return merger.merged();
    }
}
