package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResponseTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @Test
    void responseOfAnotherRoundTripperNeedsNoBody() throws IOException {
        Response response = Response.of(204, Headers.of("A", "1"), null);

        assertThat(response.body().read()).isEqualTo(-1);
        assertThat(response.request()).isNull();
        assertThat(response.connectionId()).isZero();
    }

    @Test
    void responseWithAnotherBodyClosesThat() throws IOException {
        boolean[] closed = {false};
        Response response = Response.of(200, Headers.empty(), null);

        response.withBody(new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() throws IOException {
                        closed[0] = true;
                        throw new IOException("nobody hears this");
                    }
                })
                .close();

        assertThat(closed[0]).isTrue();
    }

    @Test
    void responseKnowsItsRequest() throws Exception {
        Request request = Request.get(fixture.hello().uri());

        try (Response response = fixture.transport().roundTrip(request)) {
            assertThat(response.request()).isSameAs(request);
        }
    }
}
