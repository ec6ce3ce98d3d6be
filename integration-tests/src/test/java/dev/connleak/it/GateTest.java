package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.it.target.Cell;
import dev.connleak.report.StrictSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a build, from the jar, in a repository, on the report of a program that leaks. */
class GateTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.APACHE_5;

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));
    private Path repository;
    private Path report;

    @BeforeEach
    void leakInARepository() throws IOException {
        repository = directory.resolve("repository");
        Files.createDirectories(repository.resolve(".git"));
        report = repository.resolve("leaks/report.json");
        Files.createDirectories(repository.resolve("leaks"));
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(report, "exitIdle=1ms"))) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, server), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void leakIsToldToBuildServersAtItsSource() throws IOException {
        Path sources =
                Path.of("app/src/main/java", CLIENT.cells().getPackageName().replace('.', '/'));
        Files.createDirectories(repository.resolve(sources));
        String source =
                sources.resolve(CLIENT.cells().getSimpleName() + ".java").toString();
        Files.createFile(repository.resolve(source));

        Cli gate = run(
                "gate", "leaks", "--sarif", "out/a.sarif", "--junit", "out/a.xml", "--github", "--summary", "out/a.md");

        assertThat(gate.exitCode()).as(gate::story).isEqualTo(1);
        assertThat(gate.stdout()).as(gate::story).contains("::warning file=" + source + ",line=");
        JsonNode sarif = json(repository.resolve("out/a.sarif"));
        assertThat(sarif.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo(source);
        assertThat(repository.resolve("out/a.xml")).content().contains("<failure ");
        assertThat(repository.resolve("out/a.md")).content().startsWith("## connleak: FAIL");
    }

    @Test
    void baselineOfTheRepositoryLetsALeakPass() {
        Cli add = run("baseline", "add", "leaks");
        Cli gate = run("gate", "leaks");
        Cli prune = run("baseline", "prune", "leaks", "--yes");

        assertThat(add.exitCode()).as(add::story).isZero();
        assertThat(repository.resolve("connleak-baseline.json")).isRegularFile();
        assertThat(gate.exitCode()).as(gate::story).isZero();
        assertThat(gate.stdout()).as(gate::story).contains("1 cause in the baseline");
        assertThat(prune.stdout()).as(prune::story).contains("Took 0 causes out");
    }

    @Test
    void suppressionOfTheRepositoryLetsALeakPass() throws IOException {
        String fingerprint = json(report).at("/findings/0/fingerprint").asText();

        Cli suppress = run("suppress", fingerprint, "--reason", "known");
        Cli gate = run("gate", "leaks");

        assertThat(suppress.exitCode()).as(suppress::story).isZero();
        assertThat(gate.exitCode()).as(gate::story).isZero();
        assertThat(gate.stdout()).as(gate::story).contains("1 cause suppressed");
    }

    @Test
    void reportKeepsItsSchemaAndSoDoesItsScrubbedCopy() throws IOException {
        Cli schema = run("schema");
        Cli validate = run("validate", "leaks/report.json");
        Cli scrub = run("scrub", "leaks/report.json", "--output", "shared.json");
        Cli diff = run("diff", "leaks/report.json", "shared.json");

        assertThat(schema.stdout()).as(schema::story).contains("urn:connleak:report:1");
        assertThat(validate.exitCode()).as(validate::story).isZero();
        assertThat(scrub.exitCode()).as(scrub::story).isZero();
        assertThat(StrictSchema.load().violations(json(repository.resolve("shared.json"))))
                .isEmpty();
        assertThat(repository.resolve("shared.json")).content().doesNotContain("127.0.0.1");
        assertThat(diff.stdout()).as(diff::story).contains("0 new, 0 grown, 0 shrunk, 0 gone, 1 as before.");
        assertThat(diff.exitCode()).as(diff::story).isZero();
    }

    private Cli run(String... arguments) {
        return Cli.run(directory, repository, arguments);
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }
}
