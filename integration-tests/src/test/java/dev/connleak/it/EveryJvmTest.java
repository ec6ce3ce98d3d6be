package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.CellProgram;
import dev.connleak.it.target.HidingProgram;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** JVMs that are put together or shut off in unusual ways: the leak is named, its twin is not, nothing else is seen. */
class EveryJvmTest {
    private static final int TIMES = 3;
    private static final Duration COMMAND = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final RawServer leaking = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
    private final RawServer healthy = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServers() {
        leaking.close();
        healthy.close();
    }

    /** No management, no logging, no {@code java.net.http}; and no more than one class of ours needs them. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_17", "JDK_21", "JDK_25"})
    void anImageOfBaseAndInstrumentAlone(Jdk jdk) throws Exception {
        Path image = directory.resolve("image");
        Path jlink = jdk.java().resolveSibling("jlink");
        Process linking = new ProcessBuilder(
                        jlink.toString(), "--add-modules", "java.base,java.instrument", "--output", image.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(linking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(linking.waitFor() == 0, () -> jdk + " cannot link images here: " + said.strip());
        String java = "shift; exec " + image.resolve("bin/java") + " \"$@\"";

        assertLeaksAreNamed(
                Client.HTTP_URL_CONNECTION.launch(jdk).under("sh", "-c", java, "sh"),
                List.of(Client.HTTP_URL_CONNECTION));
    }

    /** Scripts ask for the version before they start anything; such a report is valid as well. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void aJvmThatRunsNoProgram(Jdk jdk) throws Exception {
        Path file = directory.resolve("report.json");
        Process asked = new ProcessBuilder(jdk.java().toString(), AgentJar.flag(file.toString()), "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(asked.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("connleak");
        assertThat(Report.read(file).json().at("/jvm/mainClass").isNull()).isTrue();
    }

    /** All but the directory of the report, {@code java.io.tmpdir} included. */
    @Test
    void aFileSystemThatNothingCanBeWrittenTo() {
        String[] sandbox = Sandbox.OWN_MOUNTS.command(
                "mount --bind " + directory + " " + directory + " && mount -o remount,bind,ro /", "true");

        assertLeaksAreNamed(Client.launchAll(Jdk.JDK_17).under(sandbox), Client.allOn(Jdk.JDK_17));
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void loadersThatHideAllButTheJavaPlatform(Jdk jdk) {
        assertLeaksAreNamed(Client.launchAll(jdk, HidingProgram.class), Client.allOn(jdk));
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_11", "JDK_17"})
    void aSecurityManagerThatTrustsTheAgent(Jdk jdk) throws IOException {
        Path policy = policy(trust(program() + "/-") + trust(AgentJar.path().toString()));

        assertLeaksAreNamed(
                Client.HTTP_URL_CONNECTION.launch(jdk).flags(managed(policy)), List.of(Client.HTTP_URL_CONNECTION));
    }

    /** The application is trusted, the agent is not: one line, and nothing else happens. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_11", "JDK_17"})
    void aSecurityManagerThatDoesNotTrustTheAgent(Jdk jdk) throws IOException {
        Path policy = policy(trust(program() + "/-"));
        Path file = directory.resolve("report.json");
        Launch launch =
                Client.HTTP_URL_CONNECTION.launch(jdk).flags(managed(policy)).watched(file);
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell(Client.HTTP_URL_CONNECTION.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, healthy), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(jvm.stderr().stream().filter(line -> !line.startsWith("WARNING")))
                    .as(jvm::story)
                    .singleElement()
                    .asString()
                    .startsWith("connleak WARN not started, the application is not affected");
        }
    }

    /** Other agents weave the same classes, before or after. */
    @ParameterizedTest(name = "{0} first: {1}")
    @CsvSource({"JACOCO,true", "JACOCO,false", "OPEN_TELEMETRY,true", "OPEN_TELEMETRY,false"})
    void otherAgentsInBothOrders(Neighbour neighbour, boolean first) {
        Launch launch = Client.launchAll(Jdk.JDK_17);
        String flag = neighbour.flag(directory);
        Path file = directory.resolve("report.json");

        Launch both = first
                ? launch.flags(flag).watched(file, "exitIdle=1ms")
                : launch.watched(file, "exitIdle=1ms").flags(flag);

        assertLeaksAreNamed(both, file, Client.allOn(Jdk.JDK_17));
    }

    private void assertLeaksAreNamed(Launch launch, List<Client> clients) {
        Path file = directory.resolve("report.json");
        assertLeaksAreNamed(launch.watched(file, "exitIdle=1ms"), file, clients);
    }

    private void assertLeaksAreNamed(Launch launch, Path file, List<Client> clients) {
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            for (Client client : clients) {
                jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, leaking), COMMAND);
                jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, healthy), COMMAND);
            }
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(jvm.stderr()).as(jvm::story).noneMatch(line -> line.startsWith("connleak"));
            Report report = Report.read(file);
            assertThat(report.coverage())
                    .as(jvm::story)
                    .hasSize(clients.size())
                    .allSatisfy((client, state) -> assertThat(state).as(client).isEqualTo("watched[]"));
            assertThat(report.findings())
                    .as(jvm::story)
                    .extracting(Finding::site, each -> each.number("count"))
                    .containsExactlyInAnyOrderElementsOf(clients.stream()
                            .map(each -> tuple(Site.marked(each.cells(), "keepAliveUnreadNotClosed"), TIMES))
                            .toList());
        }
    }

    private static String trust(String codeBase) {
        return "grant codeBase \"file:" + codeBase + "\" { permission java.security.AllPermission; };\n";
    }

    private static String program() {
        try {
            return Path.of(CellProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path policy(String text) throws IOException {
        return Files.writeString(directory.resolve("policy"), text);
    }

    private static String[] managed(Path policy) {
        return new String[] {"-Djava.security.manager", "-Djava.security.policy==" + policy};
    }
}
