package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.Commands;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JVMs that take their classes from an archive; those that are woven come from where they always did. */
class ClassDataSharingTest {
    private static final int TIMES = 3;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    /** Of a class of the program in the log of loaded classes, where it came from an archive. */
    private static final String SHARED = Commands.class.getName() + " source: shared objects file";

    @TempDir
    private Path directory;

    private final RawServer leaking = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
    private final RawServer healthy = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServers() {
        leaking.close();
        healthy.close();
    }

    /** An archive of AppCDS is made without the agent, and used with it. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_17", "JDK_21", "JDK_25"})
    void anArchiveIsUsedAndItsLeaksAreNamed(Jdk jdk) throws IOException {
        Path archive = directory.resolve("program.jsa");
        exchange(program(jdk).flags("-XX:ArchiveClassesAtExit=" + archive));
        assertThat(archive).exists();

        assertLeakIsNamed(program(jdk).flags("-XX:SharedArchiveFile=" + archive));
    }

    /** A cache of 25 is made with the agent. */
    @Test
    void aCacheMadeWithTheAgentIsUsedAndItsLeaksAreNamed() throws IOException {
        Path cache = directory.resolve("program.aot");
        exchange(program(Jdk.JDK_25).flags("-XX:AOTCacheOutput=" + cache).watched(directory.resolve("training.json")));
        assertThat(cache).exists();

        assertLeakIsNamed(program(Jdk.JDK_25).flags("-XX:AOTCache=" + cache));
    }

    private void assertLeakIsNamed(Launch launch) throws IOException {
        Path file = directory.resolve("report.json");
        Path loaded = directory.resolve("loaded.log");

        exchange(launch.flags("-Xlog:class+load:file=" + loaded).watched(file, "exitIdle=1ms"));

        assertThat(Report.read(file).findings())
                .extracting(Finding::site, finding -> finding.number("count"))
                .containsExactly(tuple(Site.marked(CLIENT.cells(), "keepAliveUnreadNotClosed"), TIMES));
        assertThat(Files.readString(loaded)).contains(SHARED);
    }

    private void exchange(Launch launch) {
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, leaking), COMMAND);
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, healthy), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
    }

    /** In a jar: no archive takes a class from a directory. */
    private Launch program(Jdk jdk) throws IOException {
        Launch launch = CLIENT.launch(jdk);
        Path jar = directory.resolve("program.jar");
        if (!Files.exists(jar)) {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes()
                    .put(Attributes.Name.MAIN_CLASS, launch.program().getName());
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                add(launch.classPath().get(0), out);
            }
        }
        return launch.packed(jar);
    }

    private static void add(Path classes, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }
}
