package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.VmName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that calls itself OpenJ9: the agent says that it stays out, in one line, and the application runs without it. */
class UntestedVmTest {
    private static final String NAME = "Eclipse-OpenJ9-VM";
    private static final String REFUSAL =
            "not started, the application is not affected: connleak has not been tested on " + NAME;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void isRefusedWhenItStarts() throws IOException {
        Launch launch = CLIENT.launch(Jdk.JDK_17)
                .flags("-javaagent:" + naming() + "=" + NAME)
                .watched(report());
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            leak(jvm);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(jvm.stderr()).as(jvm::story).singleElement().asString().startsWith("connleak WARN " + REFUSAL);
            assertThat(report()).doesNotExist();
        }
    }

    @Test
    void isRefusedByAnAttach() {
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17))) {
            jvm.tell("set java.vm.name " + NAME, COMMAND);

            Told told = Told.by(jvm, "attach", "report=" + report());

            assertThat(told.message()).startsWith(REFUSAL);
            assertThat(told.exitCode()).isEqualTo(4);
            leak(jvm);
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(report()).doesNotExist();
        }
    }

    private void leak(TargetJvm jvm) {
        jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 1, server), COMMAND);
    }

    private Path report() {
        return directory.resolve("report.json");
    }

    private Path naming() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", VmName.class.getName());
        String entry = VmName.class.getName().replace('.', '/') + ".class";
        Path jar = directory.resolve("naming.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream bytes = Objects.requireNonNull(VmName.class.getResourceAsStream("/" + entry))) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }
}
