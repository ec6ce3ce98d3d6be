package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DroppedResponseTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @Test
    void droppedBodyIsCollectedWhileItsConnectionStaysLeased() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        ReferenceQueue<Object> collected = new ReferenceQueue<>();

        PhantomReference<Object> sync = new PhantomReference<>(
                transport
                        .roundTrip(Request.builder(server.uri())
                                .cancellation(cancellation)
                                .build())
                        .body(),
                collected);
        PhantomReference<Object> async = new PhantomReference<>(
                transport.sendAsync(Request.get(server.uri())).get().body(), collected);
        Eventually.await("both bodies are collected", () -> {
            System.gc();
            return sync.refersTo(null) && async.refersTo(null);
        });

        assertThat(transport.snapshot().connections()).hasSize(2).allSatisfy(each -> {
            assertThat(each.state()).isEqualTo(ConnectionState.BODY);
            assertThat(each.reader()).isNotNull().matches(LoopSnapshot::alive);
            assertThat(each.writer()).isNotNull().matches(LoopSnapshot::alive);
            assertThat(each.reader()).extracting(LoopSnapshot::waitsFor).isEqualTo(LoopWait.BODY_END);
        });
        assertThat(transport.snapshot().idle()).isEmpty();
    }
}
