package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways to start the command line. */
class LauncherTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_11"})
    void olderJavaIsToldWhichOneIsNeeded(Jdk jdk) {
        Cli jar = Cli.of(
                directory, List.of(jdk.java().toString(), "-jar", Cli.jar().toString(), "gate", "leaks/"));

        assertThat(jar.exitCode()).as(jar::story).isEqualTo(2);
        assertThat(jar.stdout()).as(jar::story).isEmpty();
        assertThat(jar.stderr().lines())
                .as(jar::story)
                .singleElement()
                .asString()
                .contains("needs Java 17 or newer");
    }

    @Test
    void scriptFindsTheJarBesideItThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("connleak"), script());

        Cli version = Cli.of(directory, List.of("/bin/sh", link.toString(), "--version"));

        assertThat(version.exitCode()).as(version::story).isZero();
        assertThat(version.stdout()).as(version::story).startsWith("connleak ");
        assertThat(version.stderr()).as(version::story).isEmpty();
    }

    @Test
    void scriptHandsTheExitCodeOn() {
        Cli gate = Cli.of(directory, List.of("/bin/sh", script().toString(), "gate", "an absent report.json"));

        assertThat(gate.exitCode()).as(gate::story).isEqualTo(3);
        assertThat(gate.stdout()).as(gate::story).contains("an absent report.json does not exist");
    }

    private static Path script() {
        return Cli.jar().resolveSibling("connleak");
    }
}
