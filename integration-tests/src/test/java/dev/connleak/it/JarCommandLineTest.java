package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent's jar as a program, on each JDK, asking a program on the same one. */
class JarCommandLineTest {
    private static final long DEADLINE_SECONDS = 60;

    private record Run(int exitCode, String out, String err) {}

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void itAttachesAsksAndTakesTheAgentOutAgain(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(jdk))) {
            String pid = Long.toString(jvm.pid());

            assertThat(run(jdk, "status", pid).err()).contains("no connleak agent watches this JVM");
            assertThat(run(jdk, "attach", pid, "heldAfter=5s").out()).contains("watches this JVM from now on");
            assertThat(run(jdk, "set", pid, "heldAfter=7s").out()).contains("heldAfter was 5s, is 7s");
            assertThat(run(jdk, "set", pid, "heldAfter=9s").out()).contains("heldAfter was 7s, is 9s");
            assertThat(run(jdk, "status", pid)).satisfies(status -> {
                assertThat(status.exitCode()).isZero();
                assertThat(status.out()).contains("self-test passed");
            });
            assertThat(Report.of(run(jdk, "dump", pid).out()).findings()).isEmpty();
            assertThat(run(jdk, "detach", pid).out()).contains("has left this JVM");
            assertThat(run(jdk, "status", pid)).satisfies(status -> {
                assertThat(status.exitCode()).isEqualTo(4);
                assertThat(status.err()).contains("no connleak agent watches this JVM");
            });
        }
    }

    /** A Java from 9 on that attaches to 8 is told "0", which it takes for a failure. */
    @Test
    void whatJava8SaysOfASuccessIsNotTakenForAFailure() throws Exception {
        try (TargetJvm jvm = TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(Jdk.JDK_8))) {
            Run attach = run(Jdk.JDK_17, "attach", Long.toString(jvm.pid()));

            assertThat(attach.exitCode()).as(attach.err()).isZero();
            assertThat(attach.out()).contains("watches this JVM from now on");
            assertThat(attach.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_17", "JDK_21", "JDK_25"})
    void theWarningsOfAJavaThatWarnsAreExplained(Jdk jdk) throws Exception {
        boolean warns = jdk.atLeast(Jdk.JDK_21);
        try (TargetJvm jvm = TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(jdk))) {
            Run attach = run(jdk, "attach", Long.toString(jvm.pid()));

            assertThat(attach.exitCode()).as(attach.err()).isZero();
            assertThat(attach.err().contains("WARNING lines about a dynamically loaded agent"))
                    .as("explained by: " + attach.err())
                    .isEqualTo(warns);
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(jvm.stderr().stream().anyMatch(line -> line.startsWith("WARNING: A Java agent")))
                    .as(jvm::story)
                    .isEqualTo(warns);
        }
    }

    /** From 21 on the answer to a refused load has the status of a success; what counts are the words behind it. */
    @ParameterizedTest
    @CsvSource({
        "JDK_17, JDK_17, -XX:+DisableAttachMechanism",
        "JDK_17, JDK_17, -XX:-EnableDynamicAgentLoading",
        "JDK_17, JDK_21, -XX:-EnableDynamicAgentLoading",
        "JDK_21, JDK_21, -XX:-EnableDynamicAgentLoading",
        "JDK_25, JDK_25, -XX:-EnableDynamicAgentLoading"
    })
    void aJvmThatRefusesIsToldByItsFlag(Jdk own, Jdk jdk, String flag) throws Exception {
        try (TargetJvm jvm =
                TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(jdk).flags(flag))) {
            Run attach = run(own, "attach", Long.toString(jvm.pid()));

            assertThat(attach.exitCode()).as(attach.out() + attach.err()).isEqualTo(4);
            assertThat(attach.out()).isEmpty();
            assertThat(attach.err())
                    .startsWith("connleak: process " + jvm.pid() + " refuses agents, it was started with " + flag);
        }
    }

    /** An agent throws nothing at its host, so the JVM says that all went well. What counts is the answer. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_21"})
    void anAgentThatDoesNotComeUpIsNoSuccess(Jdk jdk) throws Exception {
        Path broken = withoutItsInstallation();
        try (TargetJvm jvm = TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(jdk))) {
            Run attach = run(List.of(), jdk, broken, "attach", Long.toString(jvm.pid()));

            assertThat(attach.exitCode()).as(attach.err()).isEqualTo(70);
            assertThat(attach.out()).isEmpty();
            assertThat(attach.err()).startsWith("the agent could not start: java.lang.NoClassDefFoundError: ");
            assertThat(jvm.tell("get java.version", Duration.ofSeconds(30))).isNotEmpty();
            assertThat(jvm.stderr())
                    .as(jvm::story)
                    .filteredOn(line -> line.startsWith("connleak"))
                    .hasSize(1);
        }
    }

    @Test
    void aProcessThatIsNoneOrNoJvmIsLeftAlone() throws Exception {
        Process cat = new ProcessBuilder("cat").start();
        try {
            assertThat(run(Jdk.JDK_17, "attach", Long.toString(cat.pid())).err())
                    .contains("is not a HotSpot JVM");
            assertThat(cat.isAlive()).isTrue();
        } finally {
            cat.destroyForcibly();
        }
        assertThat(run(Jdk.JDK_17, "attach", "2147483646").err()).contains("there is no process 2147483646");
        assertThat(run(Jdk.JDK_17, "attach", "x").exitCode()).isEqualTo(2);
        assertThat(run(Jdk.JDK_17).err()).startsWith("usage: java -jar connleak-agent.jar");
    }

    @Test
    void aJvmOfAnotherUserIsToldByItsUser() throws Exception {
        try (TargetJvm jvm = TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(Jdk.JDK_17))) {
            List<String> asNobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
            Run status;
            try {
                status = run(asNobody, Jdk.JDK_17, "status", Long.toString(jvm.pid()));
            } catch (IOException noSetpriv) {
                status = new Run(1, "", noSetpriv.toString());
            }
            // Exit code 1 is that of setpriv, or of a java that may not read the jar.
            assumeTrue(status.exitCode() != 1, "cannot run as another user here: " + status.err());

            assertThat(status.exitCode()).isEqualTo(4);
            assertThat(status.err()).contains("runs as uid ").endsWith("; run this as that user\n");
        }
    }

    @Test
    void aJvmWithFilesOfItsOwnIsLeftAlone() throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        command.addAll(Client.HTTP_URL_CONNECTION.launch(Jdk.JDK_17).commandLine());
        Process process = startOrSkip(command);
        try (BufferedReader said = process.inputReader()) {
            assumeTrue("READY".equals(said.readLine()), "cannot make a mount namespace here");

            Run attach = run(Jdk.JDK_17, "attach", Long.toString(process.pid()));

            assertThat(attach.exitCode()).as(attach.out() + attach.err()).isEqualTo(4);
            assertThat(attach.err())
                    .contains("has files of its own, as in a container")
                    .contains("nsenter -t " + process.pid());
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The agent's jar without the class that all begins with once it is loaded. */
    private Path withoutItsInstallation() throws IOException {
        Path broken = Files.copy(AgentJar.path(), directory.resolve("broken.jar"));
        try (FileSystem inside = FileSystems.newFileSystem(broken)) {
            Files.delete(inside.getPath("inst/dev/connleak/agent/Installation.classdata"));
        }
        return broken;
    }

    private static Process startOrSkip(List<String> command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            return abort("cannot make a mount namespace here: " + e);
        }
    }

    private Run run(Jdk jdk, String... arguments) throws IOException, InterruptedException {
        return run(List.of(), jdk, arguments);
    }

    private Run run(List<String> as, Jdk jdk, String... arguments) throws IOException, InterruptedException {
        return run(as, jdk, AgentJar.path(), arguments);
    }

    private Run run(List<String> as, Jdk jdk, Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(as);
        command.add(jdk.java().toString());
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + String.join(" ", command));
        }
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
