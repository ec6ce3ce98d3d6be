package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.sites.LibraryTasks;
import dev.connleak.it.target.sites.SitesProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leaks on threads that have no frame of the application's: where their task was submitted, if anybody saw that. */
class SubmittersTest {
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration REPORTED = Duration.ofSeconds(30);
    private static final String NOT_SEEN =
            "the thread had no frame of the application's, and it was not seen where its task was submitted";

    private static final List<String> WAYS =
            List.of("executor", "scheduled", "forkJoin", "thread", "reactor", "rxJava", "nested", "supplied");

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_25"})
    void areNamedFromTheFirstSuchLeakOn(Jdk jdk) {
        try (TargetJvm jvm = TargetJvm.start(launch(jdk, "heldAfter=100ms", "reportEvery=100ms"))) {
            leak(jvm, "executor");
            JsonNode first = await(1).orElseThrow(() -> new AssertionError(jvm.story()));
            assertThat(first.path("submitter").isNull()).isTrue();
            assertThat(first.path("site").isNull()).isTrue();
            assertThat(first.path("reasons").toString()).contains(NOT_SEEN);
            awaitWatch(jvm);

            List<String> ways = new ArrayList<>(WAYS);
            if (jdk.atLeast(Jdk.JDK_21)) {
                ways.add("virtualThread");
            }
            for (String way : ways) {
                leak(jvm, way);
                leak(jvm, way);

                String place = place(way);
                Optional<JsonNode> finding = Await.upTo(
                        REPORTED,
                        this::body,
                        seen -> seen.filter(
                                        each -> each.path("summary").asText().contains(place))
                                .filter(each -> each.path("count").asInt() == 2)
                                .isPresent());
                assertThat(finding.map(each -> each.path("summary").asText()))
                        .as(way + "\n" + jvm.story())
                        .hasValueSatisfying(text -> assertThat(text)
                                .startsWith("2 response bodies from a task that ")
                                .contains(place));
                assertThat(submitter(finding.orElseThrow())).as(way).contains(place);
                assertThat(finding.orElseThrow().path("reasons").toString())
                        .as(way)
                        .contains("2 of 2")
                        .doesNotContain("not seen");
                assertThat(finding.orElseThrow().path("site").isNull()).as(way).isTrue();
                jvm.tell("end", COMMAND);
            }
        }
    }

    /** A dependent stage of a future is made on one thread, run on another, and followed by nobody. */
    @Test
    void areNotGuessedWhereATaskCannotBeFollowed() {
        try (TargetJvm jvm = TargetJvm.start(launch(Jdk.JDK_17, "heldAfter=100ms", "reportEvery=100ms"))) {
            leak(jvm, "executor");
            await(1);
            awaitWatch(jvm);

            leak(jvm, "stage");

            JsonNode finding = await(1).orElseThrow(() -> new AssertionError(jvm.story()));
            assertThat(finding.path("submitter").isNull()).isTrue();
            assertThat(finding.path("summary").asText()).contains("code that no frame of the application leads to");
            assertThat(finding.path("reasons").toString())
                    .contains("the thread had no frame of the application's, and it ran no task whose submission can be"
                            + " seen");
        }
    }

    @Test
    void areNotNamedForThoseThatCameBefore() {
        try (TargetJvm jvm = TargetJvm.start(launch(Jdk.JDK_17, "heldAfter=100ms", "reportEvery=100ms"))) {
            leak(jvm, "scheduled");
            await(1);
            leakUntilSeen(jvm);

            JsonNode finding = body().orElseThrow(() -> new AssertionError(jvm.story()));
            assertThat(finding.path("summary").asText()).contains("code that no frame of the application leads to");
            assertThat(finding.path("reasons").toString())
                    .contains("ran in a task that was submitted at")
                    .contains(place("executor"))
                    .contains("of the others the thread had no frame of the application's")
                    .doesNotContain(place("scheduled"));
        }
    }

    @Test
    void costNothingBeforeSuchALeakAndAfterADetach() throws IOException {
        MadeCounter.in(directory);
        try (TargetJvm jvm = TargetJvm.start(launch(Jdk.JDK_17, "heldAfter=100ms", "reportEvery=100ms"))) {
            assertThat(eventsOfATask(jvm)).as(jvm::story).isZero();

            leak(jvm, "executor");
            awaitWatch(jvm);
            assertThat(eventsOfATask(jvm)).as(jvm::story).isPositive();

            assertThat(Told.by(jvm, "detach").exitCode()).as(jvm::story).isZero();
            assertThat(eventsOfATask(jvm)).as(jvm::story).isZero();
            assertThat(Await.upTo(REPORTED, () -> Heap.ofTheAgent(jvm), List::isEmpty))
                    .as(jvm::story)
                    .isEmpty();
        }
    }

    private int eventsOfATask(TargetJvm jvm) {
        jvm.tell("count-events " + directory, COMMAND);
        leak(jvm, "idle");
        return Integer.parseInt(jvm.tell("events", COMMAND));
    }

    private Launch launch(Jdk jdk, String... options) {
        return Launch.of(jdk, SitesProgram.class).with(SitesTest.LIBRARIES).watched(report(), options);
    }

    private Path report() {
        return directory.resolve("report.json");
    }

    private void leak(TargetJvm jvm, String way) {
        jvm.tell(SitesTest.leak(LibraryTasks.class, way, server), COMMAND);
    }

    /** Since the first finding was told, tasks are watched from some moment on: leaks until one is followed, then ends all. */
    private void awaitWatch(TargetJvm jvm) {
        leakUntilSeen(jvm);
        jvm.tell("end", COMMAND);
        assertThat(Await.upTo(REPORTED, this::body, Optional::isEmpty))
                .as(jvm::story)
                .isEmpty();
    }

    private void leakUntilSeen(TargetJvm jvm) {
        boolean seen = Await.upTo(
                REPORTED,
                () -> {
                    leak(jvm, "executor");
                    return body().stream()
                            .anyMatch(each -> each.path("submitter").isObject());
                },
                named -> named);
        assertThat(seen).as(jvm::story).isTrue();
    }

    /** The finding of held bodies, once it counts so many. */
    private Optional<JsonNode> await(int count) {
        return Await.upTo(
                        REPORTED,
                        this::body,
                        seen -> seen.filter(each -> each.path("count").asInt() == count)
                                .isPresent())
                .filter(each -> each.path("count").asInt() == count);
    }

    private Optional<JsonNode> body() {
        return Report.ifWritten(report()).stream()
                .flatMap(each -> each.rows("findings"))
                .filter(each -> each.path("kind").asText().equals("body-held"))
                .findFirst();
    }

    private String submitter(JsonNode finding) {
        return Report.read(report())
                .json()
                .path("stacks")
                .path(finding.at("/submitter/stack").asInt(-1))
                .toString();
    }

    /** As a stack names the marked line of a way. */
    private static String place(String way) {
        Site site = Site.marked(LibraryTasks.class, way);
        return "(" + site.file() + ":" + site.line() + ")";
    }
}
