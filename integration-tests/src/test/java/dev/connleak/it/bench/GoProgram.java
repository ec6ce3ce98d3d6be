package dev.connleak.it.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Go's own {@code net/http} under the same load, where there is a toolchain. */
final class GoProgram {
    private static final String NAME = "Go net/http";
    private static final String SOURCE = "load.go";

    private GoProgram() {}

    static Contender contender() {
        Optional<Path> go = Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .map(directory -> Path.of(directory, "go"))
                .filter(Files::isExecutable)
                .findFirst();
        return go.map(GoProgram::built).orElseGet(() -> Contender.skipped(NAME, "there is no go on the PATH"));
    }

    private static Contender built(Path go) {
        try {
            Path directory = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "bench-go"));
            Path source = directory.resolve(SOURCE);
            Path program = directory.resolve("load");
            try (InputStream in = Objects.requireNonNull(GoProgram.class.getResourceAsStream(SOURCE), SOURCE)) {
                Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder build =
                    new ProcessBuilder(go.toString(), "build", "-o", program.toString(), source.toString());
            build.environment()
                    .putAll(Map.of(
                            "CGO_ENABLED",
                            "0",
                            "GOTOOLCHAIN",
                            "local",
                            "GOCACHE",
                            directory.resolve("cache").toString(),
                            "GOPATH",
                            directory.resolve("path").toString()));
            int exit = build.inheritIO().start().waitFor();
            return exit == 0
                    ? Contender.running(NAME, List.of(program.toString()))
                    : Contender.skipped(NAME, "go build failed with " + exit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Go was compiling", e);
        }
    }
}
