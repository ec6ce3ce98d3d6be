package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
