package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which schemes a transport speaks. */
class ProtocolTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 53: TestTransportAltProto. */
    @Test
    void registeredSchemeIsSentBySomebodyElse() throws Exception {
        RoundTripper other =
                request -> Response.of(200, Headers.empty(), bytes(request.uri().toString()));
        Transport transport = fixture.transport(builder -> builder.protocol("Foo", other));

        Response response = transport.roundTrip(Request.get(URI.create("foo://bar.com/path")));

        assertThat(Fixture.text(response.body())).isEqualTo("foo://bar.com/path");
        assertThat(transport.snapshot().opened()).isZero();
    }

    /** Row 117: TestAltProtoCancellation. */
    @Test
    void cancelReachesWhoeverSendsARegisteredScheme() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch canceled = new CountDownLatch(1);
        Cancellation cancellation = new Cancellation();
        Transport transport = fixture.transport(builder -> builder.protocol("foo", request -> {
            Objects.requireNonNull(request.cancellation()).onCancel(canceled::countDown);
            asked.countDown();
            awaitOrGiveUp(canceled);
            throw new RequestCanceledException();
        }));
        CompletableFuture<Response> sent = Client.builder(transport)
                .build()
                .sendAsync(Request.builder(URI.create("foo://bar.com/"))
                        .cancellation(cancellation)
                        .build());
        asked.await();

        cancellation.cancel();

        assertThatThrownBy(() -> sent.get(30, TimeUnit.SECONDS))
                .cause()
                .hasMessage("Get \"foo://bar.com/\": request canceled");
    }

    @Test
    void unknownSchemeIsRefusedAndTheBodyClosed() {
        AtomicInteger closings = new AtomicInteger();
        InputStream body = new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() throws IOException {
                closings.incrementAndGet();
            }
        };
        Transport transport = fixture.transport(
                builder -> builder.protocol("foo", request -> Response.of(200, Headers.empty(), null)));
        Request request = Request.builder(URI.create("ftp://localhost/"))
                .method("POST", RequestBody.of(body))
                .build();

        assertThatThrownBy(() -> transport.roundTrip(request))
                .isInstanceOf(UnsupportedSchemeException.class)
                .hasMessageContaining("ftp")
                .hasMessageContaining("foo");
        assertThat(closings).hasValue(1);
    }

    private static void awaitOrGiveUp(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
