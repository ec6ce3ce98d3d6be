package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of an agent that runs. */
class CommandsTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void statusOfAHealthyAgentIsZero() {
        try (TargetJvm jvm = watched()) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, server), COMMAND);

            Told status = Told.by(jvm, "status");

            assertThat(status.exitCode()).isZero();
            assertThat(status.message())
                    .containsPattern("connleak [0-9.]+: active since [^ ]+Z, premain, \\d+ s")
                    .contains("self-test passed, internal errors 0")
                    .containsPattern("level stacks, ledger \\d+ of 100000 entries, 0 dropped, counts since ")
                    .contains("watched, exchanges " + TIMES)
                    .contains("client okhttp: not-loaded, exchanges 0")
                    .containsPattern("cost: start \\d+ ms, woven again \\d+ loaded class(es)? in \\d+ batch(es)?,")
                    .contains("findings: 0 at or above likely, 0 others");
        }
    }

    @Test
    void statusIsOneOnceALeakIsKnownAndASetThresholdCounts() {
        try (TargetJvm jvm = watched()) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, server), COMMAND);
            assertThat(Told.by(jvm, "status").exitCode()).isZero();

            Told set = Told.by(jvm, "set", "heldAfter=100ms");

            assertThat(set.exitCode()).isZero();
            assertThat(set.message()).isEqualTo("heldAfter was 30s, is 100ms from now on");
            Told status = Await.upTo(SETTLED, () -> Told.by(jvm, "status"), seen -> seen.exitCode() == 1);
            assertThat(status.exitCode()).as(status.message()).isEqualTo(1);
            assertThat(status.message()).contains("likely body-held, count " + TIMES, "keepAliveUnreadNotClosed");
            Await.upTo(SETTLED, jvm::stderr, said -> said.stream().anyMatch(line -> line.contains("kind=body-held")));
            assertThat(jvm.stderr()).anyMatch(line -> line.contains("grade=likely kind=body-held"));
        }
    }

    @Test
    void aReportTellsTheOptionsThatWereSet() {
        try (TargetJvm jvm = watched()) {
            Told.by(jvm, "set", "closeAfter=3s", "labels=stage=test");

            Report report = Told.by(jvm, "dump").report();

            assertThat(report.json().at("/labels/stage").asText()).isEqualTo("test");
            assertThat(report.rows("config").toList()).isNotEmpty();
            assertThat(report.json().at("/config/options"))
                    .anyMatch(option -> option.path("name").asText().equals("closeAfter")
                            && option.path("value").asText().equals("3s"));
        }
    }

    @Test
    void levelMayBeLowered() {
        try (TargetJvm jvm = watched()) {
            Told.by(jvm, "set", "level=counts");
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 1, server), COMMAND);

            Report report = Told.by(jvm, "dump").report();

            assertThat(report.rows("exchanges"))
                    .singleElement()
                    .satisfies(exchange ->
                            assertThat(exchange.path("stack").isNull()).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "heldAfter=soon|heldAfter=soon is not a duration",
                "capacity=5|capacity is read at the start only",
                "helpAfter=5s|did you mean heldAfter?",
                "heldAfter=5s,level=all|level=all is not one of stacks, sites, counts"
            })
    void whatCannotBeSetChangesNothing(String line) {
        try (TargetJvm jvm = watched()) {
            String options = line.substring(0, line.indexOf('|'));

            Told set = Told.by(jvm, "set", options);

            assertThat(set.exitCode()).isEqualTo(2);
            assertThat(set.message())
                    .contains(line.substring(line.indexOf('|') + 1))
                    .endsWith("Nothing was changed.");
            assertThat(Told.by(jvm, "set", "heldAfter=30s").message()).startsWith("heldAfter was 30s");
        }
    }

    @Test
    void resetForgetsWhatIsOverAndKeepsWhatIsOpen() {
        try (TargetJvm jvm = watched()) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, server), COMMAND);
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 1, server), COMMAND);
            Report before = Told.by(jvm, "dump").report();

            assertThat(Told.by(jvm, "reset").exitCode()).isZero();

            Report after = Told.by(jvm, "dump").report();
            assertThat(before.json().at("/totals/exchanges").asInt()).isEqualTo(TIMES + 1);
            assertThat(after.json().at("/totals/exchanges").asInt()).isEqualTo(1);
            assertThat(after.json().at("/totals/bodies/open").asInt()).isEqualTo(1);
            assertThat(after.json().path("countsSince").asText())
                    .isGreaterThan(before.json().path("countsSince").asText());
        }
    }

    @Test
    void aSecondAttachTalksToTheFirstAgentWhateverJarItBrings() {
        try (TargetJvm jvm = watched()) {
            assertThat(Told.by(jvm, "attach").message())
                    .contains("watches this JVM already")
                    .doesNotContain("brought");
            assertThat(Told.by(jvm, "attach", "version=9.9.9").message())
                    .contains("The agent that was brought along, connleak 9.9.9, is not used");
        }
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        try (TargetJvm jvm = watched()) {
            Told told = Told.by(jvm, "explode");

            assertThat(told.exitCode()).isEqualTo(2);
            assertThat(told.message()).contains("does not know the command explode");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "dump", "set", "reset", "detach"})
    void whereNoAgentIsNobodyComesForACommand(String command) throws IOException {
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17))) {
            Told told = Told.by(jvm, command);

            assertThat(told.exitCode()).isEqualTo(4);
            assertThat(told.message()).isEqualTo("no connleak agent watches this JVM; use connleak attach first");
            assertNothingOfTheAgentIn(jvm);
        }
    }

    @Test
    void anAgentThatIsSwitchedOffDoesNothing() throws IOException {
        Path report = directory.resolve("report.json");
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(report, "enabled=false"))) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, server), COMMAND);
            assertNothingOfTheAgentIn(jvm);

            Told attach = Told.by(jvm, "attach", "enabled=false");

            assertThat(attach.exitCode()).isEqualTo(4);
            assertThat(attach.message()).contains("switched off in this JVM by the option enabled=false");
            assertNothingOfTheAgentIn(jvm);
            assertThat(jvm.exit()).isZero();
            assertThat(jvm.stderr()).isEmpty();
        }
        assertThat(Files.exists(report)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.connleak.it.target.CellProgram", "com.acme.Other+dev.connleak.it.target.CellProgram"})
    void onlyTheMainClassesThatAreNamedAreWatched(String names) throws IOException {
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(directory, "onlyMain=" + names))) {
            assertThat(Told.by(jvm, "status").exitCode()).isZero();
        }
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(directory, "onlyMain=com.acme.Other"))) {
            assertNothingOfTheAgentIn(jvm);

            assertThat(Told.by(jvm, "attach", "onlyMain=com.acme.Other").message())
                    .isEqualTo("connleak stays out of dev.connleak.it.target.CellProgram: the option onlyMain names"
                            + " com.acme.Other");
        }
    }

    @Test
    void optionsMayComeFromAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("connleak.properties"), "closeAfter=7s\nheldAfter=9s\n");
        try (TargetJvm jvm =
                TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(directory, "config=" + file, "heldAfter=5s"))) {
            assertThat(Told.by(jvm, "set", "closeAfter=1s", "heldAfter=1s").message())
                    .contains("closeAfter was 7s, is 1s", "heldAfter was 5s, is 1s");
        }
    }

    private TargetJvm watched() {
        return TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(directory.resolve("report.json")));
    }

    private void assertNothingOfTheAgentIn(TargetJvm jvm) throws IOException {
        MadeCounter.in(directory);
        assertThat(Await.upTo(SETTLED, () -> Heap.ofTheAgent(jvm), List::isEmpty))
                .isEmpty();
        assertThat(Heap.threadsOfTheAgent(jvm)).isEmpty();
        assertThatThrownBy(() -> jvm.tell("count-events " + directory, COMMAND))
                .hasMessageContaining("NoClassDefFoundError");
    }
}
