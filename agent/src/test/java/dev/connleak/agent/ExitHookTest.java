package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExitHookTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void returnsWhenTheReportIsWritten() {
        AtomicBoolean written = new AtomicBoolean();

        end(hook(() -> written.set(true), LONG));

        assertThat(written).isTrue();
        assertThat(stderr).isEmpty();
    }

    @Test
    void doesNotWaitForAReportThatTakesTooLong() {
        end(hook(this::hang, Duration.ofMillis(20)));

        assertThat(stderr)
                .containsExactly("no exit report within exitTimeout=20ms: what is on disk was written before");
        never.countDown();
    }

    @Test
    void letsADaemonWriteSoThatTheJvmCanEnd() {
        AtomicBoolean daemon = new AtomicBoolean();

        end(hook(() -> daemon.set(Thread.currentThread().isDaemon()), LONG));

        assertThat(daemon).isTrue();
    }

    @Test
    void isNotCutShortByAnInterruptThatIsMeantForAll() {
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicBoolean written = new AtomicBoolean();
        ExitHook hook = hook(
                () -> {
                    await(interrupted);
                    written.set(true);
                },
                LONG);

        hook.start();
        hook.interrupt();
        interrupted.countDown();
        join(hook);

        assertThat(written).isTrue();
        assertThat(stderr).isEmpty();
    }

    @Test
    void saysWhyThereIsNone() {
        end(hook(
                () -> {
                    throw new IllegalStateException("broken");
                },
                LONG));

        assertThat(stderr).containsExactly("no exit report: java.lang.IllegalStateException: broken");
    }

    @Test
    void saysThatThereIsNoneWithoutMemoryForMoreWords() {
        Runnable report = () -> {
            throw new IllegalStateException("broken");
        };
        Consumer<String> full = line -> {
            throw new OutOfMemoryError("no room for " + line);
        };

        end(new ExitHook(report, LONG::toMillis, full, () -> stderr.add("speechless")));

        assertThat(stderr).containsExactly("speechless");
    }

    private ExitHook hook(Runnable report, Duration timeout) {
        return new ExitHook(report, timeout::toMillis, stderr::add, this::failed);
    }

    private void failed() {
        throw new AssertionError("there is memory enough");
    }

    private void hang() {
        await(never);
    }

    /** What the JVM does with its hooks when it ends. */
    private static void end(ExitHook hook) {
        hook.start();
        join(hook);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
