package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.EdgeProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events at the edge of the stack, and on a thread that was interrupted: the application sees its own errors and no others. */
class EdgeTest {
    private static final int TIMES = 20;
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
        assertThatOnly("StackOverflowError", "overflow " + server.url(), watched(jdk));
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

    /** What is wrong inside the agent switches it off at worst, and what comes after is as ever. */
    private void assertThatOnly(String error, String command, Launch launch) {
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            assertThat(jvm.tell("read " + TIMES + " " + server.url(), COMMAND)).isEqualTo("{read=" + TIMES + "}");

            String results = jvm.tell(command, COMMAND);

            assertThat(results).as(jvm::story).contains(error + "=").contains("read=");
            assertThat(Pattern.compile("[{ ](\\w+)=").matcher(results).results().map(each -> each.group(1)))
                    .as(jvm::story)
                    .isSubsetOf(List.of(error, "read", "IOException"));
            assertThat(jvm.tell("read " + TIMES + " " + server.url(), COMMAND))
                    .as(jvm::story)
                    .isEqualTo("{read=" + TIMES + "}");
            assertThat(jvm.exit()).as(jvm::story).isZero();
            boolean off = agent().path("state").asText().equals("off-by-errors");
            assertThat(agent().path("internalErrors").asInt()).as(jvm::story).matches(errors -> off == errors >= 10);
            assertThat(jvm.stderr())
                    .as(jvm::story)
                    .filteredOn(line -> line.startsWith("connleak"))
                    .hasSize(off ? 1 : 0);
        }
    }

    private Launch watched(Jdk jdk) {
        return CLIENT.launch(jdk, EdgeProgram.class).watched(file());
    }

    private JsonNode agent() {
        try {
            return new ObjectMapper().readTree(file().toFile()).path("agent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return directory.resolve("report.json");
    }
}
