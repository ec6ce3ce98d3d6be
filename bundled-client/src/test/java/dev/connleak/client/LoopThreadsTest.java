package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoopThreadsTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @Test
    void threadsAreDaemonsOrVirtual() {
        Thread thread = LoopThreads.named(LoopThreads.best(), "test", () -> {});

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("connleak-client test");
    }

    @Test
    void connectionIsServedByTwoThreadsOfTheFactory() throws Exception {
        RawServer server = fixture.hello();
        AtomicInteger made = new AtomicInteger();
        Transport transport = fixture.transport(builder -> builder.threadFactory(body -> {
            made.incrementAndGet();
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            return thread;
        }));

        Fixture.get(transport, server);

        assertThat(made).as("dial, reader, writer").hasValue(3);
        ConnectionSnapshot only = transport.snapshot().connections().get(0);
        assertThat(only.reader())
                .isNotNull()
                .extracting(LoopSnapshot::threadName)
                .asString()
                .contains("reader");
        assertThat(only.writer())
                .isNotNull()
                .extracting(LoopSnapshot::threadName)
                .asString()
                .contains("writer");
    }

    @Test
    void loopThatCannotStartFailsTheRequestAndLeavesNothing() throws Exception {
        RawServer server = fixture.hello();
        AtomicInteger made = new AtomicInteger();
        Transport transport =
                fixture.transport(builder -> builder.maxConnectionsPerHost(1).threadFactory(body -> new Thread(body) {
                    private final int number = made.incrementAndGet();

                    @Override
                    public synchronized void start() {
                        if (number == 3) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        super.start();
                    }
                }));

        assertThatThrownBy(() -> Fixture.get(transport, server)).isInstanceOf(IOException.class);

        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.LOOPS_NOT_STARTED);
        Fixture.get(transport, server);
    }
}
