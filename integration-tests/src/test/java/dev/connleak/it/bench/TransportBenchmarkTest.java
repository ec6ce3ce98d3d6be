package dev.connleak.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the benchmark works, in one round of a blink; how fast anything is, nobody may conclude from it. */
class TransportBenchmarkTest {
    @Test
    void aRoundGivesEachClientARowWithFigures() throws IOException {
        Plan plan = new Plan(List.of(new Load(200, 2)), 1, 50, 50);
        StringBuilder told = new StringBuilder();
        List<Contender> some = Contenders.on(Jdk.JDK_17, Path.of(System.getProperty("java.home")), 2).stream()
                .filter(each ->
                        List.of("reference", "HttpURLConnection", "OkHttp 5").contains(each.name()))
                .toList();

        new Benchmark(plan, told::append).run("", some);

        assertThat(told.toString())
                .containsPattern("Skipped: OkHttp 5 \\(.*\\)")
                .containsPattern("\\| reference \\| [0-9.]+ .*\\| 1\\.00 .*\\| [1-9][0-9]* .*\\| [1-9][0-9]* .*\\|")
                .containsPattern("\\| HttpURLConnection \\| [0-9.]+ .*\\| [1-9][0-9]* .*\\|");
    }
}
