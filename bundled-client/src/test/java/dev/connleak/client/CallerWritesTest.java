package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who writes a request: seen by writer loops that do not begin before they are let. */
class CallerWritesTest {

    private static final URI SOMEWHERE = URI.create("http://127.0.0.1/");

    @RegisterExtension
    final Fixture fixture = new Fixture();

    private final CountDownLatch writersMayBegin = new CountDownLatch(1);

    @AfterEach
    void letWritersBegin() {
        writersMayBegin.countDown();
    }

    @Test
    void requestThatNobodyCanStopNeedsNoWriter() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = withHeldWriters();

        assertThat(Fixture.get(transport, server)).isEqualTo(Fixture.get(transport, server));
    }

    @Test
    void requestWithADeadlineLeavesItsCallerFreeToNotice() throws Exception {
        RawServer server = fixture.hello();
        Request request =
                Request.builder(server.uri()).deadline(Duration.ofMillis(300)).build();
        Transport transport = withHeldWriters();

        // Once it has failed the caller waits for the writer to let go of the request.
        Thread writers = new Thread(() -> {
            try {
                Eventually.await(
                        "the connection is given up",
                        () -> transport.snapshot().connections().stream()
                                .anyMatch(each -> each.closeReason() == CloseReason.CANCELED));
            } catch (Exception e) {
                throw new AssertionError(e);
            } finally {
                writersMayBegin.countDown();
            }
        });
        writers.start();

        assertThatThrownBy(() -> transport.roundTrip(request)).isInstanceOf(RequestTimeoutException.class);
        writers.join();
    }

    @Test
    void callWithAHandleOrAFutureOrADeadlineCanBeStopped() {
        Request plain = Request.get(SOMEWHERE);
        RequestBuilder builder = Request.builder(SOMEWHERE);

        assertThat(new Call(plain).cancelable()).isFalse();
        assertThat(new Call(plain).cancelableByFuture().cancelable()).isTrue();
        assertThat(new Call(builder.cancellation(new Cancellation()).build()).cancelable())
                .isTrue();
        assertThat(new Call(Request.builder(SOMEWHERE)
                                .deadline(Duration.ofDays(1))
                                .build())
                        .cancelable())
                .isTrue();
    }

    @Test
    void onlyAShortHeadIsAlone() {
        byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);

        assertThat(RequestHead.alone(Request.get(SOMEWHERE))).isTrue();
        assertThat(RequestHead.alone(Request.builder(SOMEWHERE)
                        .method("POST", RequestBody.of(body))
                        .build()))
                .isFalse();
        assertThat(RequestHead.alone(Request.builder(SOMEWHERE)
                        .header("Long", "x".repeat(OutputBuffer.SIZE / 2))
                        .build()))
                .isFalse();
    }

    private Transport withHeldWriters() {
        return fixture.transport(builder -> builder.threadFactory(body -> new Thread(body) {
            @Override
            public void run() {
                if (getName().contains(" writer ")) {
                    try {
                        writersMayBegin.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
                super.run();
            }
        }));
    }
}
