package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.connleak.it.Project.Built;
import dev.connleak.it.target.Cell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link MavenBuildTest} for Gradle, where there is one: its launcher, its daemon, and a JVM for each class of tests. */
class GradleBuildTest {
    /** One for each class. */
    private static final int WORKERS = 2;

    private static final Path JUNIT_4 = Path.of("target/junit4");

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void isUnharmedAndItsOneLeakIsFound() throws IOException, InterruptedException {
        Project plain = Project.copied("gradle", directory.resolve("plain"));
        Project watched = Project.copied("gradle", directory.resolve("watched"));
        Path reports = directory.resolve("reports");

        Built without = plain.build(gradle(), null);
        Built with = watched.build(gradle(), AgentJar.flag(reports + "/", "gc=true"));

        assertThat(without.exitCode()).as(without::story).isZero();
        assertThat(with.exitCode()).as(with::story).isZero();
        assertThat(words(with.out())).as(with::story).containsExactlyInAnyOrderElementsOf(words(without.out()));
        // Launching scripts ask for the version of Java first: such a JVM runs no program.
        assertThat(Report.ifWrittenIn(reports))
                .filteredOn(report -> !report.json().at("/jvm/mainClass").isNull())
                .as("one of each JVM that ran tests, and none of Gradle's own\n%s", with.story())
                .hasSize(WORKERS)
                .allMatch(report -> report.json().path("complete").asBoolean())
                .flatExtracting(Report::findings)
                .extracting(Finding::kind, Finding::grade, each -> each.number("count"), Finding::site)
                .containsExactly(tuple(
                        "body-abandoned",
                        "proven",
                        1,
                        new Site(
                                "shop.ShopTest",
                                "forgetsTheBody",
                                "ShopTest.java",
                                Project.marked("gradle/src/test/java/shop/ShopTest.java"))));
        Cli gate = Cli.run(directory, "gate", reports.toString());
        assertThat(gate.exitCode()).as(gate::story).isEqualTo(1);
    }

    private List<String> gradle() {
        String program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "gradle"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseGet(() -> abort("there is no gradle on the PATH"));
        return List.of(
                program,
                "--offline",
                "--no-daemon",
                "--console=plain",
                "--gradle-user-home=" + directory.resolve("home"),
                "-Pserver=" + server.url(),
                "-Pjunit=" + JUNIT_4.toAbsolutePath(),
                "test");
    }

    /** Without what no two builds have in common. */
    private static List<String> words(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.replaceAll("[0-9]+m?s", "time"))
                .toList();
    }
}
