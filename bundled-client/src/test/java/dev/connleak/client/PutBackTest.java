package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The thread that reads the last byte of a body and the reader loop both may put the connection back; one does. */
class PutBackTest {

    private static final int RACES = 300;

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @Test
    void cancelWhileTheLastByteIsReadLosesTheConnectionOrComesTooLate() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();

        for (int i = 0; i < RACES; i++) {
            Cancellation handle = new Cancellation();
            Response response = transport.roundTrip(
                    Request.builder(server.uri()).cancellation(handle).build());
            CyclicBarrier start = new CyclicBarrier(2);
            Thread canceler = new Thread(() -> {
                meet(start);
                handle.cancel();
            });
            canceler.start();
            meet(start);
            readOrFail(response);
            canceler.join();

            assertThat(transport.snapshot().idle().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isLessThanOrEqualTo(1);
        }
        assertThat(Fixture.get(transport, server)).isPositive();
    }

    @Test
    void connectionThatIsPutBackServesEachNextRequest() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        long first = Fixture.get(transport, server);

        for (int i = 0; i < RACES; i++) {
            assertThat(Fixture.get(transport, server)).isEqualTo(first);
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    private static void readOrFail(Response response) {
        try {
            response.body().readAllBytes();
        } catch (IOException e) {
            // The cancel was first, and this is what it is told as.
            assertThat(e).isInstanceOf(RequestCanceledException.class);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
