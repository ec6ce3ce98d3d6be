package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    private static final long START = 1_700_000_000_123L;
    private static final String USUAL_NAME = "connleak-shop-1-4711-20231114T221320Z.json";

    @TempDir
    Path dir;

    @Test
    void aDirectoryTakesAFileNamedAfterHostPidAndStart() throws IOException {
        assertThat(at(dir + "/").write(orders(), 1)).isNull();

        assertThat(names(dir)).containsExactly(USUAL_NAME);
    }

    @Test
    void aDirectoryThatExistsNeedsNoSlash() throws IOException {
        assertThat(at(dir.toString()).write(orders(), 1)).isNull();

        assertThat(names(dir)).containsExactly(USUAL_NAME);
    }

    @Test
    void anAbsentDirectoryIsMade() throws IOException {
        assertThat(at(dir + "/a/b/").write(orders(), 1)).isNull();

        assertThat(names(dir.resolve("a/b"))).containsExactly(USUAL_NAME);
    }

    @Test
    void aFileMayNamePidHostAndStart() throws IOException {
        assertThat(at(dir + "/%h_%p_%t.txt").write(orders(), 1)).isNull();

        assertThat(names(dir)).containsExactly("shop-1_4711_20231114T221320Z.txt");
    }

    @Test
    void aHostThatIsNoFileNameIsMadeOne() throws IOException {
        assertThat(new ReportFile(dir + "/%h.json", "a/b:c", 4711L, START, 0600).write(orders(), 1))
                .isNull();

        assertThat(names(dir)).containsExactly("a-b-c.json");
    }

    @Test
    void whatIsNotKnownIsSaidInTheName() throws IOException {
        assertThat(new ReportFile(dir + "/", null, null, START, 0600).write(orders(), 1))
                .isNull();

        assertThat(names(dir)).containsExactly("connleak-unknown-unknown-20231114T221320Z.json");
    }

    @Test
    void ourOwnFileIsReplaced() throws IOException {
        ReportFile file = at(dir + "/leaks.json");
        file.write(orders(), 1);

        assertThat(file.write(SampleReports.ofService("basket"), 1)).isNull();

        assertThat(names(dir)).containsExactly("leaks.json");
        assertThat(service("leaks.json")).isEqualTo("basket");
    }

    @Test
    void aFileOfAnotherJvmIsNeverReplaced() throws IOException {
        at(dir + "/leaks.json").write(orders(), 1);
        at(dir + "/leaks.json").write(orders(), 1);
        ReportFile third = at(dir + "/leaks.json");
        third.write(SampleReports.ofService("basket"), 1);
        third.write(SampleReports.ofService("basket"), 1);

        assertThat(names(dir)).containsExactly("leaks-2.json", "leaks-3.json", "leaks.json");
        assertThat(service("leaks.json")).isEqualTo("orders");
        assertThat(service("leaks-3.json")).isEqualTo("basket");
    }

    @Test
    void aNameWithoutExtensionIsNumberedAtItsEnd() throws IOException {
        Files.writeString(dir.resolve("leaks"), "somebody's");

        at(dir + "/leaks").write(orders(), 1);

        assertThat(names(dir)).containsExactly("leaks", "leaks-2");
    }

    @Test
    void anExhaustionReportGoesBesideOurReport() throws IOException {
        Files.writeString(dir.resolve("leaks.json"), "somebody's");
        ReportFile file = at(dir + "/leaks.json");
        file.write(orders(), 1);

        assertThat(file.writeBeside(orders(), "exhaustion-1")).isNull();

        assertThat(names(dir)).containsExactly("leaks-2-exhaustion-1.json", "leaks-2.json", "leaks.json");
    }

    @Test
    void anIntervalReportThatIsReplacedIsKeptBeside() throws IOException {
        ReportFile file = at(dir + "/leaks.json");

        file.write(orders(), 3);
        for (int sequence = 2; sequence <= 5; sequence++) {
            assertThat(file.write(SampleReports.ofInterval(sequence), 3)).isNull();
        }

        assertThat(names(dir)).containsExactly("leaks-interval-3.json", "leaks-interval-4.json", "leaks.json");
        assertThat(sequence("leaks-interval-3.json")).isEqualTo(3);
        assertThat(sequence("leaks-interval-4.json")).isEqualTo(4);
        assertThat(sequence("leaks.json")).isEqualTo(5);
    }

    @Test
    void theLastReportOfAllKeepsTheIntervalReportsBeforeIt() throws IOException {
        ReportFile file = at(dir + "/leaks.json");
        file.write(SampleReports.ofInterval(2), 2);

        file.write(orders(), 2);

        assertThat(names(dir)).containsExactly("leaks-interval-2.json", "leaks.json");
        assertThat(service("leaks.json")).isEqualTo("orders");
    }

    @Test
    void whereOneReportIsKeptIntervalReportsReplaceEachOther() throws IOException {
        ReportFile file = at(dir + "/leaks.json");

        file.write(SampleReports.ofInterval(2), 1);
        file.write(SampleReports.ofInterval(3), 1);

        assertThat(names(dir)).containsExactly("leaks.json");
    }

    @Test
    void fewerAreLeftWhenFewerAreWanted() throws IOException {
        ReportFile file = at(dir + "/leaks.json");
        for (int sequence = 2; sequence <= 6; sequence++) {
            file.write(SampleReports.ofInterval(sequence), 20);
        }

        file.write(SampleReports.ofInterval(7), 2);

        assertThat(names(dir)).containsExactly("leaks-interval-6.json", "leaks.json");
    }

    @Test
    void aReportThatCannotBeKeptDoesNotStopTheNextOne() throws IOException {
        ReportFile file = at(dir + "/leaks.json");
        file.write(SampleReports.ofInterval(2), 20);
        Files.delete(dir.resolve("leaks.json"));

        assertThat(file.write(SampleReports.ofInterval(3), 20))
                .startsWith("the report before this one is not kept: no report can be written to " + dir);

        assertThat(names(dir)).containsExactly("leaks.json");
        assertThat(sequence("leaks.json")).isEqualTo(3);
    }

    @Test
    void onlyTheOwnerMayReadAReport() throws IOException {
        assumePosix();

        at(dir + "/leaks.json").write(orders(), 1);

        assertThat(mode("leaks.json")).isEqualTo("rw-------");
    }

    @Test
    void anyOtherModeIsGivenWhereAskedFor() throws IOException {
        assumePosix();

        new ReportFile(dir + "/leaks.json", "shop-1", 4711L, START, 0640).write(orders(), 1);

        assertThat(mode("leaks.json")).isEqualTo("rw-r-----");
    }

    @Test
    void probingLeavesNothingButTheDirectory() throws IOException {
        assertThat(at(dir + "/a/leaks.json").probe()).isNull();

        assertThat(names(dir.resolve("a"))).isEmpty();
    }

    @Test
    void probingSaysWhyNoReportCanBeWritten() throws IOException {
        Files.writeString(dir.resolve("file"), "in the way");

        assertThat(at(dir + "/file/leaks/").probe())
                .isEqualTo("no report can be written to " + dir + "/file/leaks (the directory cannot be made);"
                        + " let this user write there or name another place with report=");
    }

    @Test
    void aReportThatCannotBeWrittenIsASentence() throws IOException {
        ReportFile file = at(dir + "/leaks/");
        Files.writeString(dir.resolve("leaks"), "in the way");

        assertThat(file.write(orders(), 1)).startsWith("no report can be written to " + dir + "/leaks (");
    }

    @Test
    void aReportThatCannotBeWrittenLeavesNothingBeside() throws IOException {
        ReportFile file = at(dir + "/leaks.json");
        file.write(orders(), 1);
        Files.delete(dir.resolve("leaks.json"));
        Files.createDirectories(dir.resolve("leaks.json/full"));

        assertThat(file.write(orders(), 1)).isNotNull();

        assertThat(names(dir)).containsExactly("leaks.json");
    }

    private ReportFile at(String option) {
        return new ReportFile(option, "shop-1", 4711L, START, 0600);
    }

    private static Report orders() {
        return SampleReports.ofService("orders");
    }

    private String service(String name) throws IOException {
        return new ObjectMapper()
                .readTree(dir.resolve(name).toFile())
                .at("/labels/service")
                .asText();
    }

    private int sequence(String name) throws IOException {
        return new ObjectMapper()
                .readTree(dir.resolve(name).toFile())
                .path("sequence")
                .asInt();
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name)));
    }

    private static void assumePosix() {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX file modes here");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
