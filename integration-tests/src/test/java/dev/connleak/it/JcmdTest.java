package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent is loaded by what an image has that lacks Java 17, as the help of attach says it. */
class JcmdTest {
    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    private Path directory;

    /** One pair of quotes is the shell's; without the other jcmd cuts the options at the first equals sign. */
    @ParameterizedTest
    @EnumSource(names = "JDK_8", mode = EnumSource.Mode.EXCLUDE)
    void jcmdLoadsTheAgentWithItsOptions(Jdk jdk) throws Exception {
        Path jcmd = jdk.java().resolveSibling("jcmd");
        assumeTrue(Files.isExecutable(jcmd), "the JDK has no jcmd");
        try (TargetJvm jvm = TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(jdk))) {
            String said = run(
                    jcmd.toString(),
                    Long.toString(jvm.pid()),
                    "JVMTI.agent_load",
                    AgentJar.path().toString(),
                    "'heldAfter=7s,closeAfter=3s'");

            assertThat(said).contains("return code: 0");
            assertThat(Told.by(jvm, "set", "heldAfter=1s", "closeAfter=1s").message())
                    .contains("heldAfter was 7s", "closeAfter was 3s");
        }
    }

    /** The line of docs/production.md, for images that have no JDK at all. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17"})
    void jattachLoadsTheAgentWithItsOptions(Jdk jdk) throws Exception {
        assumeTrue(onThePath("jattach"), "jattach is not on this machine");
        String documented = Files.readString(Path.of("../docs/production.md"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("jattach "))
                .findFirst()
                .orElseThrow();
        Path leaks = directory.resolve("leaks");
        try (TargetJvm jvm = TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(jdk))) {
            String said = run(documented
                    .replace("4711", Long.toString(jvm.pid()))
                    .replace("/opt/connleak/connleak-agent.jar", AgentJar.path().toString())
                    .replace("/var/leaks/", leaks + "/,heldAfter=7s")
                    .split(" ", -1));

            assertThat(said).contains("JVM response code = 0");
            assertThat(Told.by(jvm, "set", "heldAfter=1s").message()).contains("heldAfter was 7s");
            assertThat(leaks).isDirectory();
        }
    }

    private static boolean onThePath(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path out = directory.resolve("jcmd.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + String.join(" ", command));
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
