package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.EdgeProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events at the edge of the stack and of the heap, and on a thread that was interrupted: the application sees its own errors and no others. */
class EdgeTest {
    private static final int TIMES = 20;
    private static final int BUDGET = 10;
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;
    private static final Duration COMMAND = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void aStackThatOverflowsIsTheApplicationsOwn(Jdk jdk) {
        List<String> saidOff = assertThatOnly("StackOverflowError", "overflow " + server.url(), watched(jdk));

        boolean off = agent().path("state").asText().equals("off-by-errors");
        assertThat(saidOff).hasSize(off ? 1 : 0);
        // Not the other way round: errors that it could not count itself have a budget of their own.
        assertThat(agent().path("internalErrors").asInt()).isGreaterThanOrEqualTo(off ? BUDGET : 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void aHeapThatIsFullIsTheApplicationsOwn(Jdk jdk) {
        // The limit of 8 would call a collection that is in vain an error of its own; later ones take no notice.
        Launch launch = watched(jdk).flags("-Xmx64m", "-XX:+UseSerialGC", "-XX:-UseGCOverheadLimit");

        assertThat(assertThatOnly("OutOfMemoryError", "exhausted " + server.url(), launch))
                .hasSizeLessThanOrEqualTo(1);
        Report report = report();
        assertThat(report.json().path("trigger").asText()).isEqualTo("exit");
        assertThat(report.json().path("complete").asBoolean()).isTrue();
        assertThat(report.json().at("/totals/exchanges").asInt()).isGreaterThanOrEqualTo(TIMES);
        // What the JDK itself drops where it runs out of memory in the middle of a response.
        assertThat(report.findings())
                .allMatch(finding -> finding.isOf(server) && finding.kind().equals("body-abandoned"));
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void anInterruptStaysWhereItIs(Jdk jdk) {
        try (TargetJvm jvm = TargetJvm.start(watched(jdk))) {
            assertThat(jvm.tell("interrupted " + server.url(), COMMAND))
                    .as(jvm::story)
                    .isEqualTo("read true");
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(agent().path("internalErrors").asInt()).isZero();
        }
    }

    /** What is wrong inside the agent switches it off at worst, which these lines say, and what comes after is as ever. */
    private List<String> assertThatOnly(String error, String command, Launch launch) {
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            assertThat(jvm.tell("read " + TIMES + " " + server.url(), COMMAND)).isEqualTo("{read=" + TIMES + "}");
            // The first one is there soon: whatever a report needs is loaded by then.
            assertThat(Await.upTo(COMMAND, () -> file().toFile().length(), length -> length > 0))
                    .as(jvm::story)
                    .isPositive();

            String results = jvm.tell(command, COMMAND);

            assertThat(results).as(jvm::story).contains(error + "=");
            assertThat(Pattern.compile("[{ ](\\w+)=").matcher(results).results().map(each -> each.group(1)))
                    .as(jvm::story)
                    .isSubsetOf(List.of(error, "read", "IOException"));
            assertThat(jvm.tell("read " + TIMES + " " + server.url(), COMMAND))
                    .as(jvm::story)
                    .isEqualTo("{read=" + TIMES + "}");
            assertThat(jvm.exit()).as(jvm::story).isZero();
            return jvm.stderr().stream()
                    .filter(line -> line.contains("switched itself off"))
                    .toList();
        }
    }

    private Launch watched(Jdk jdk) {
        return CLIENT.launch(jdk, EdgeProgram.class).watched(file());
    }

    private JsonNode agent() {
        return report().json().path("agent");
    }

    private Report report() {
        try {
            return Report.ofAnUnwellAgent(Files.readString(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return directory.resolve("report.json");
    }
}
