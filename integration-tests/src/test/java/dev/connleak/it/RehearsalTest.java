package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a report needs is loaded before anything goes wrong: later there may be no memory to initialise a class, or no jar. */
class RehearsalTest {
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Pattern OURS = Pattern.compile("dev\\.connleak\\.(?!it\\.)[\\w.$]+");

    /** They have nothing to initialise. */
    private static final List<String> LATE = List.of(
            "dev.connleak.agent.Pause",
            "dev.connleak.track.PoolLoad",
            "dev.connleak.report.HistoryPoint",
            "dev.connleak.report.HistoryPoint$OpenCause",
            "dev.connleak.report.HistoryPoint$PoolLoad");

    @TempDir
    private Path directory;

    private final RawServer healthy = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));
    private final RawServer leaking = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServers() {
        healthy.close();
        leaking.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void aLeakIsReportedWithWhatTheFirstReportHasLoaded(Jdk jdk) {
        Path file = directory.resolve("report.json");
        Launch launch = CLIENT.launch(jdk).watched(file, "exitIdle=1ms").flags(logOfClasses(jdk));
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, healthy), COMMAND);
            assertThat(Await.upTo(COMMAND, () -> file.toFile().length(), length -> length > 0))
                    .as(jvm::story)
                    .isPositive();
            int before = loaded().size();

            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 2, leaking), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(file).findings()).extracting(Finding::kind).containsExactly("body-held");
            List<String> all = loaded();
            assertThat(all).as(jvm::story).contains("dev.connleak.diagnose.Diagnosis");
            assertThat(all.subList(before, all.size()))
                    .filteredOn(name -> !name.contains("$$Lambda"))
                    .isSubsetOf(LATE);
        }
    }

    /** A lower bound of time only: a slow machine makes it longer. */
    @Test
    void aProgramIsLeftAloneForASecondAfterItsFirstExchange() {
        Path file = directory.resolve("report.json");
        Launch launch = CLIENT.launch(Jdk.JDK_17).watched(file).flags("-Xlog:class+load:file=" + log() + ":uptime");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            inTheMidstOfARound();
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, healthy), COMMAND);
            Await.upTo(COMMAND, () -> file.toFile().length(), length -> length > 0);

            assertThat(loadedAt("dev.connleak.report.ReportWriter") - loadedAt("sun.net.www.http.HttpClient"))
                    .as(jvm::story)
                    .isGreaterThanOrEqualTo(1);
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
    }

    /** The agent looks once a second, the first time when it is one second old. */
    private static void inTheMidstOfARound() {
        long started = System.nanoTime();
        Await.upTo(
                COMMAND,
                () -> System.nanoTime() - started,
                nanos -> nanos > Duration.ofMillis(1500).toNanos());
    }

    private String[] logOfClasses(Jdk jdk) {
        return jdk == Jdk.JDK_8
                ? new String[] {
                    "-XX:+TraceClassLoading",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:+LogVMOutput",
                    "-XX:-DisplayVMOutput",
                    "-XX:LogFile=" + log()
                }
                : new String[] {"-Xlog:class+load:file=" + log()};
    }

    /** Names of the agent's classes in the order in which they were loaded, the bridge's and the application's not among them. */
    private List<String> loaded() {
        try {
            return Files.readAllLines(log()).stream()
                    .filter(line -> line.contains("Loaded dev.connleak.") || line.contains("] dev.connleak."))
                    .flatMap(line ->
                            OURS.matcher(line).results().map(MatchResult::group).limit(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In seconds of the JVM's life; from a line such as {@code [0.123s] sun.net.www.http.HttpClient source: …}. */
    private double loadedAt(String type) {
        try (Stream<String> lines = Files.lines(log())) {
            String line = lines.filter(each -> each.contains("] " + type + " "))
                    .findFirst()
                    .orElseThrow();
            return Double.parseDouble(line.substring(1, line.indexOf('s')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return directory.resolve("classes.log");
    }
}
