package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.CrowdProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hundred thousand bodies are open, and reports of them are made, while other threads work. */
class PauseTest {
    private static final int BODIES = 100_000;
    private static final int WARM_UP = 10_000;
    private static final int REPORTS = 3;
    private static final Duration COMMAND = Duration.ofSeconds(240);

    /** Of {@code -Xlog:safepoint}: which operation, and for how long all threads stood still for it. */
    private static final Pattern STOP = Pattern.compile("Safepoint \"(\\w+)\".* At safepoint: +(\\d+) ns");

    private static final Predicate<String> OF_COLLECTOR =
            Pattern.compile("G1.*|.*Collect.*").asMatchPredicate();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"JDK_17", "JDK_25"})
    void reportsStopTheApplicationForLessThanItsCollections(Jdk jdk) {
        Launch launch = Client.APACHE_5
                .launch(jdk, CrowdProgram.class)
                .flags("-Xmx2g", "-XX:+UseG1GC", "-Xlog:safepoint:file=" + log())
                .watched(report(), "reportEvery=1s", "capacity=400000");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("hold " + BODIES, COMMAND);
            jvm.tell("work 2", COMMAND);
            Await.upTo(COMMAND, () -> exchanges(jvm), each -> each > WARM_UP);
            long blocked = blocked(jvm);
            int sequence = sequence();

            assertThat(Await.upTo(COMMAND, this::sequence, each -> each >= sequence + REPORTS))
                    .as(jvm::story)
                    .isGreaterThanOrEqualTo(sequence + REPORTS);
            assertThat(Report.read(report())
                            .json()
                            .at("/totals/connectionsOpen")
                            .asInt())
                    .as(jvm::story)
                    .isGreaterThanOrEqualTo(BODIES);
            assertThat(blocked(jvm)).as(jvm::story).isEqualTo(blocked);
            assertThat(longestStop(OF_COLLECTOR.negate()).orElse(0))
                    .as(jvm::story)
                    .isLessThan(longestStop(OF_COLLECTOR).orElseThrow());
        }
    }

    /** How often the working threads have waited for a monitor. */
    private static long blocked(TargetJvm jvm) {
        return Long.parseLong(jvm.tell("blocked", COMMAND).split(" ")[0]);
    }

    private static long exchanges(TargetJvm jvm) {
        return Long.parseLong(jvm.tell("blocked", COMMAND).split(" ")[1]);
    }

    private int sequence() {
        Optional<Report> written = Report.ifWritten(report());
        return written.map(each -> each.json().path("sequence").asInt()).orElse(0);
    }

    private OptionalLong longestStop(Predicate<String> operation) {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.map(STOP::matcher)
                    .filter(Matcher::find)
                    .filter(stop -> operation.test(stop.group(1)))
                    .mapToLong(stop -> Long.parseLong(stop.group(2)))
                    .max();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path report() {
        return directory.resolve("report.json");
    }

    private Path log() {
        return directory.resolve("stops.log");
    }
}
