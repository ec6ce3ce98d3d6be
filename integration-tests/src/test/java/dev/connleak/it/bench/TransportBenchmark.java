package dev.connleak.it.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connleak.it.Jdk;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmark as it is run by {@code mvn -Pbench verify}, which prints it and leaves it in {@code target/bench}. */
class TransportBenchmark {
    @ParameterizedTest
    @EnumSource(
            value = Jdk.class,
            names = {"JDK_17", "JDK_25"})
    void measures(Jdk jdk) throws IOException {
        Optional<Path> home = jdk.home();
        assumeTrue(home.isPresent(), () -> jdk + " is not on this machine");

        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new Benchmark(Plan.fromProperties(), out::println).run(jdk, home.orElseThrow());
        out.println("An idle connection takes " + IdleMemory.bytesPerConnection(home.orElseThrow())
                + " bytes of the heap (reference transport, " + jdk + ").\n");
    }
}
