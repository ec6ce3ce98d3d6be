package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
