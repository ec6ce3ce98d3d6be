package dev.connleak.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK that programs are run on. Looked for, in this order, in the subdirectory named by its number of the directory that {@code -Dconnleak.jdks} or {@code CONNLEAK_JDKS} names, in {@code JAVA_HOME}, and below
 * {@code /usr/lib/jvm}.
 */
public enum Jdk {
    JDK_8(8),
    JDK_11(11),
    JDK_17(17),
    JDK_21(21),
    JDK_25(25);

    private static final Path SYSTEM = Path.of("/usr/lib/jvm");

    private final int number;

    Jdk(int number) {
        this.number = number;
    }

    public boolean atLeast(Jdk other) {
        return number >= other.number;
    }

    /** Skips the test, by this JDK's name, where the machine has it not. */
    Path java() {
        Optional<Path> home = home();
        assumeTrue(home.isPresent(), () -> this + " is not on this machine");
        return home.orElseThrow().resolve("bin/java");
    }

    /** Where it is, if the machine has it. */
    public Optional<Path> home() {
        return Stream.of(fromMatrix(), fromJavaHome(), fromSystem())
                .flatMap(found -> found)
                .findFirst();
    }

    private Stream<Path> fromMatrix() {
        String directory = System.getProperty("connleak.jdks", System.getenv("CONNLEAK_JDKS"));
        return Stream.ofNullable(directory)
                .map(name -> Path.of(name, Integer.toString(number)))
                .filter(Jdk::runs);
    }

    private Stream<Path> fromJavaHome() {
        return Stream.ofNullable(System.getenv("JAVA_HOME"))
                .map(Path::of)
                .filter(Jdk::runs)
                .filter(this::isOfThisNumber);
    }

    private Stream<Path> fromSystem() {
        if (!Files.isDirectory(SYSTEM)) {
            return Stream.empty();
        }
        try (Stream<Path> homes = Files.list(SYSTEM)) {
            List<Path> found = homes.filter(Jdk::runs)
                    .filter(this::isOfThisNumber)
                    .sorted()
                    .toList();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean runs(Path home) {
        return Files.isExecutable(home.resolve("bin/java"));
    }

    private boolean isOfThisNumber(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(release)) {
            String prefix = "JAVA_VERSION=\"" + (number == 8 ? "1.8" : Integer.toString(number));
            return lines.anyMatch(line -> line.startsWith(prefix + ".") || line.startsWith(prefix + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "JDK " + number;
    }
}
