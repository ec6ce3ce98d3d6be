package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Go's TestTransportPersistConnLeak: a connection that the pool refuses must take both its loops with it. */
class LoopGrowthTest {

    private static final int IDLE_LIMIT = 2;
    private static final int LOOPS = 2;

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 33: TestTransportPersistConnLeak. */
    @Test
    void hundredParallelRequestsLeaveTheLoopsOfTheIdleOnly() throws Exception {
        CountDownLatch all = new CountDownLatch(100);
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            all.countDown();
            await(all);
            peer.write("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
            peer.ended();
        });
        Transport transport = fixture.transport();
        List<CompletableFuture<Response>> sent = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            sent.add(transport.sendAsync(Request.get(server.uri())));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

        Eventually.await("the refused have ended", () -> transport.snapshot().ended() == 100 - IDLE_LIMIT);
        Eventually.await("their threads, too", () -> Fixture.threads().size() <= LOOPS * IDLE_LIMIT);
        assertThat(transport.snapshot().idle()).containsEntry(server.key(), IDLE_LIMIT);
        assertThat(transport.snapshot().lastEnded())
                .hasSizeLessThan(100)
                .extracting(ConnectionSnapshot::closeReason)
                .containsOnly(CloseReason.TOO_MANY_IDLE_FOR_HOST);

        transport.closeIdleConnections();
        Eventually.await("nothing is left", () -> Fixture.threads().isEmpty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
