package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TraceTest {
    private final Stacks stacks = new Stacks();

    /** JDK 8 answers with such a stack for ever where memory ran out while it was asked for it first. */
    @Test
    void aStackWithGapsIsRenderedAsFarAsItIsKnown() {
        Trace trace = new Trace(new Gapped(2));

        int number = trace.render(stacks);

        assertThat(stacks.all().get(number)).hasSize(2).doesNotContainNull();
    }

    /** Whose it is may stand in the part that is lost. */
    @Test
    void aStackWithGapsIsNotJudgedByItsFrames() {
        assertThat(new Trace(new Gapped(2)).frames()).isNull();
        assertThat(new Trace(new Throwable()).frames()).isNotEmpty();
    }

    /** A JVM without the memory for a stack captures none of it. */
    @Test
    void aStackThatWasNotCapturedIsNotJudgedEither() {
        Throwable bare = new Throwable();
        bare.setStackTrace(new StackTraceElement[0]);

        assertThat(new Trace(bare).frames()).isNull();
    }

    private static final class Gapped extends Throwable {
        private static final long serialVersionUID = 1;

        private final int known;

        Gapped(int known) {
            this.known = known;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            StackTraceElement[] whole = super.getStackTrace();
            Arrays.fill(whole, known, whole.length, null);
            return whole;
        }
    }
}
