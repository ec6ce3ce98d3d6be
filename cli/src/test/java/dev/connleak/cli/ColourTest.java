package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Colours in a process of its own, whose environment decides. Its output is no terminal. */
class ColourTest {

    private static final String ESCAPE = "\u001b";

    @Test
    void outputThatIsNoTerminalIsPlain() throws Exception {
        assertThat(report(Map.of())).contains("LEAK, proven").doesNotContain(ESCAPE);
    }

    @Test
    void colourIsThereWhereItIsForced() throws Exception {
        assertThat(report(Map.of("CLICOLOR_FORCE", "1"))).contains(ESCAPE + "[");
    }

    @Test
    void colourIsAbsentUnderNoColorEvenWhereItIsForced() throws Exception {
        assertThat(report(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1")))
                .contains("LEAK, proven")
                .doesNotContain(ESCAPE);
    }

    private static String report(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "report",
                CommandRun.sample("leaks.json").toString());
        builder.environment().keySet().removeAll(Set.of("CLICOLOR", "CLICOLOR_FORCE", "NO_COLOR"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
