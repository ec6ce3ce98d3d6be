package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.Project.Built;
import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build of two modules whose every JVM is started with the agent, by {@code JAVA_TOOL_OPTIONS}: Maven's own and those that
 * run the tests, whose stdout is Surefire's channel. It is built by the Maven that builds connleak, from what is there.
 */
class MavenBuildTest {
    /** One runs the tests of the one module, two those of the other. */
    private static final int FORKS = 3;

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void isUnharmedAndItsOneLeakIsFound() throws IOException, InterruptedException {
        Project plain = Project.copied("maven", directory.resolve("plain"));
        Project watched = Project.copied("maven", directory.resolve("watched"));
        Path reports = directory.resolve("reports");
        List<String> maven = Project.maven("-Dserver=" + server.url());

        Built without = plain.build(maven, null);
        Built with = watched.build(maven, AgentJar.flag(reports + "/", "gc=true"));

        assertThat(without.exitCode()).as(without::story).isZero();
        assertThat(with.exitCode()).as(with::story).isZero();
        assertThat(with.out()).as(with::story).noneMatch(line -> line.startsWith("connleak"));
        assertThat(words(with.out(), watched))
                .as(with::story)
                .containsExactlyInAnyOrderElementsOf(words(without.out(), plain));
        assertThat(words(with.err(), watched))
                .as(with::story)
                .containsExactlyInAnyOrderElementsOf(words(without.err(), plain));
        assertThat(watched.files())
                .as("where Surefire says that its channel was written to")
                .noneMatch(file -> file.toString().contains(".dump"));
        assertThat(Report.ifWrittenIn(reports))
                .as("one of each JVM that ran tests, and none of Maven's")
                .hasSize(FORKS)
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
                                Project.marked("maven/shop/src/test/java/shop/ShopTest.java"))));
        Cli gate = Cli.run(directory, "gate", reports.toString());
        assertThat(gate.exitCode()).as(gate::story).isEqualTo(1);
    }

    /** Without what no two builds have in common, and what the JVM and the agent may say on stderr. */
    private static List<String> words(List<String> lines, Project project) {
        return lines.stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .filter(line -> !line.startsWith("connleak WARN"))
                .filter(line -> !line.contains("Finished at:"))
                .map(line -> line.replace(project.directory().toString(), "."))
                .map(line -> line.replaceAll("[0-9.:]+ (s|min)\\b", "time"))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }
}
