package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the application drops is collected, for nothing of the transport refers to it; its connection stays leased. */
class DroppedResponseTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    @Test
    void droppedBodyIsCollectedWhileItsConnectionStaysLeased() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();

        PhantomReference<Object> sync = new PhantomReference<>(
                transport
                        .roundTrip(Request.builder(server.uri())
                                .cancellation(cancellation)
                                .build())
                        .body(),
                collected);
        PhantomReference<Object> async = new PhantomReference<>(
                transport.sendAsync(Request.get(server.uri())).get().body(), collected);

        awaitCollected(sync);
        awaitCollected(async);
        awaitLeased(transport, 2);
    }

    @Test
    void droppedBodyThatIsDecodedIsCollectedWithItsDecoder() throws Exception {
        byte[] answer = GzipTest.answer(GzipTest.gzip(GzipTest.noise(100_000)), true, "gzip");
        RawServer server = fixture.server(RawServer.always(answer));
        Transport transport = fixture.transport();

        PhantomReference<Object> untouched = new PhantomReference<>(
                transport.roundTrip(Request.get(server.uri())).body(), collected);
        PhantomReference<Object> begun = new PhantomReference<>(begun(transport, server), collected);

        awaitCollected(untouched);
        awaitCollected(begun);
        awaitLeased(transport, 2);
    }

    @Test
    void droppedStreamOfASwitchedConnectionIsCollected() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n");
            peer.ended();
        });
        Transport transport = fixture.transport();

        PhantomReference<Object> dropped = new PhantomReference<>(
                transport.roundTrip(Request.get(server.uri())).body(), collected);

        awaitCollected(dropped);
        assertThat(Fixture.ended(transport, 1).state()).isEqualTo(ConnectionState.HANDED_OVER);
    }

    private static InputStream begun(Transport transport, RawServer server) throws Exception {
        InputStream body = transport.roundTrip(Request.get(server.uri())).body();
        assertThat(body.readNBytes(1000)).isEqualTo(Arrays.copyOf(GzipTest.noise(100_000), 1000));
        return body;
    }

    private static void awaitCollected(PhantomReference<Object> dropped) throws Exception {
        Eventually.await("what was dropped is collected", () -> {
            System.gc();
            return dropped.refersTo(null);
        });
    }

    private static void awaitLeased(Transport transport, int connections) throws Exception {
        Eventually.await(
                "both loops of each connection are parked",
                () -> transport.snapshot().connections().stream()
                        .allMatch(each -> each.state() == ConnectionState.BODY
                                && waits(each.reader(), LoopWait.BODY_END)
                                && waits(each.writer(), LoopWait.REQUEST)));
        assertThat(transport.snapshot().connections()).hasSize(connections);
        assertThat(transport.snapshot().idle()).isEmpty();
    }

    private static boolean waits(@Nullable LoopSnapshot loop, LoopWait wait) {
        return loop != null && loop.alive() && loop.waitsFor() == wait;
    }
}
