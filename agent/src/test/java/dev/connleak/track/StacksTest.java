package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StacksTest {
    private final Stacks stacks = new Stacks("dev.connleak.track.");

    @Test
    void theSameStackHasOneNumber() {
        int first = stacks.intern(stack("com.acme.Orders"));

        assertThat(stacks.intern(stack("com.acme.Orders"))).isEqualTo(first);
        assertThat(stacks.intern(stack("com.acme.Invoices"))).isNotEqualTo(first);
        assertThat(stacks.all()).hasSize(2);
    }

    @Test
    void theAgentsOwnFramesOnTopAreLeftOut() {
        int number = stacks.intern(stack("dev.connleak.track.Ledger", "dev.connleak.track.Ledger", "com.acme.Orders"));

        assertThat(stacks.all().get(number)).containsExactly(stack("com.acme.Orders"));
    }

    @Test
    void ownFramesFurtherDownStay() {
        int number = stacks.intern(stack("com.acme.Orders", "dev.connleak.track.Ledger"));

        assertThat(stacks.all().get(number)).hasSize(2);
    }

    @Test
    void pastTheLimitAllThatIsNewIsOneEntry() {
        for (int i = 0; i < Stacks.LIMIT; i++) {
            stacks.intern(stack("com.acme.Orders" + i));
        }

        int one = stacks.intern(stack("com.acme.Invoices"));
        int other = stacks.intern(stack("com.acme.Bills"));

        assertThat(one).isEqualTo(other);
        assertThat(stacks.all().get(one)[0].getMethodName()).isEqualTo("stackTableFull");
        assertThat(stacks.overflowed()).isEqualTo(2);
    }

    @Test
    void pastTheLimitKnownStacksKeepTheirNumbers() {
        int first = stacks.intern(stack("com.acme.Orders0"));
        for (int i = 1; i <= Stacks.LIMIT; i++) {
            stacks.intern(stack("com.acme.Orders" + i));
        }

        assertThat(stacks.intern(stack("com.acme.Orders0"))).isEqualTo(first);
    }

    @Test
    void aTraceIsRenderedOnceAndLetsTheThrowableGo() {
        Trace trace = new Trace(new Throwable());
        int before = trace.stack();

        int number = trace.render(stacks);

        assertThat(before).isEqualTo(Trace.BARE);
        assertThat(trace.render(stacks)).isEqualTo(number).isEqualTo(trace.stack());
        assertThat(stacks.all()).hasSize(1);
    }

    @Test
    void aTraceOfNothingStaysBare() {
        assertThat(new Trace(null).render(stacks)).isEqualTo(Trace.BARE);
    }

    private static StackTraceElement[] stack(String... classNames) {
        StackTraceElement[] frames = new StackTraceElement[classNames.length];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new StackTraceElement(classNames[i], "call", "File.java", 1);
        }
        return frames;
    }
}
