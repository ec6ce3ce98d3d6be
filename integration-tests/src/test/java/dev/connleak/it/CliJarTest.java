package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line's jar carries, and what it loads of that. */
class CliJarTest {
    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    private Path directory;

    @Test
    void noNativeCodeIsInsideAndTheLicencesAre() throws IOException {
        List<String> command = Cli.commandLine();
        try (ZipFile jar = new ZipFile(command.get(command.size() - 1))) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();

            assertThat(names).noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"));
            assertThat(names)
                    .contains("META-INF/third-party/jline/LICENSE", "META-INF/third-party/picocli/LICENSE")
                    .contains("org/jline/terminal/Terminal.class");
        }
    }

    @Test
    void onlyTheLiveViewLoadsTheTerminalLibrary() throws Exception {
        Path classes = directory.resolve("classes.txt");
        List<String> command = new ArrayList<>(Cli.commandLine("list"));
        command.add(1, "-Xlog:class+load:file=" + classes);

        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(classes))
                .contains("dev.connleak.cli.ListCommand")
                .doesNotContain("org.jline.");
    }
}
