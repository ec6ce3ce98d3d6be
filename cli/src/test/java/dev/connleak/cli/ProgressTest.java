package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter err = new StringWriter();
    private long nanos;

    @Test
    void shortTaskSaysNothing() {
        try (Progress progress = progress(true)) {
            step(progress, 99, 0);
            step(progress, 1, 5000);
        }

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void logGetsALineNowAndThen() {
        try (Progress progress = progress(false)) {
            step(progress, 20, 100);
        }

        assertThat(err.toString().lines()).containsExactly("connleak: 10 of 100 reports read");
    }

    @Test
    void terminalGetsOneLineThatIsGoneInTheEnd() {
        try (Progress progress = progress(true)) {
            step(progress, 20, 100);
        }

        assertThat(err.toString())
                .startsWith("\rconnleak: 10 of 100 reports read\rconnleak: 12 of 100")
                .endsWith("\r" + " ".repeat(32) + "\r")
                .doesNotContain("\n");
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintWriter(err), "reports read", 100, terminal, () -> nanos);
    }

    private void step(Progress progress, int times, long millisEach) {
        for (int i = 0; i < times; i++) {
            nanos += TimeUnit.MILLISECONDS.toNanos(millisEach);
            progress.step();
        }
    }
}
