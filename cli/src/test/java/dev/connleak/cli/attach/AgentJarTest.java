package dev.connleak.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJarTest {

    @TempDir
    Path directory;

    private final AgentJar jar = new AgentJar();

    @Test
    void sameJarIsTheSameFileAndIsNotWrittenAgain() throws IOException {
        Path first = jar.in(directory);
        Files.setLastModifiedTime(first, FileTime.fromMillis(1_000));

        Path second = jar.in(directory);

        assertThat(second).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(second).toMillis()).isEqualTo(1_000);
    }

    @Test
    void fileOfThatNameWithOtherContentIsReplaced() throws IOException {
        Path file = jar.in(directory);
        long size = Files.size(file);
        Files.writeString(file, "somebody else's code");

        assertThat(jar.in(directory)).isEqualTo(file).hasSize(size);
    }

    @Test
    void symbolicLinkOfThatNameIsReplacedAndItsTargetUntouched() throws IOException {
        Path file = jar.in(directory);
        Path elsewhere = Files.move(file, directory.resolve("elsewhere.jar"));
        Files.createSymbolicLink(file, elsewhere);

        assertThat(Files.isSymbolicLink(jar.in(directory))).isFalse();
    }

    @Test
    void nothingElseStaysBehind() throws IOException {
        jar.in(directory);
        jar.in(directory);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }
}
