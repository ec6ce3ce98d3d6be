package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The buffers of a connection in other sizes than Go's default. */
class BufferSizesTest {

    private static final String TRAILER = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5\r\nhello\r\n0\r\nSum: " + "x".repeat(100) + "\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 16, 100, 1 << 16})
    void exchangesAreTheSameInAnySize(int size) throws Exception {
        String text = "0123456789".repeat(2_000);
        RawServer server = fixture.server(
                RawServer.always("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text));
        Transport transport =
                fixture.transport(builder -> builder.readBufferSize(size).writeBufferSize(size));
        Request request = Request.builder(server.uri())
                .method("POST", RequestBody.of(text.getBytes(StandardCharsets.US_ASCII)))
                .build();

        assertThat(Fixture.text(transport.roundTrip(request).body())).isEqualTo(text);
        assertThat(server.nextRequest()).endsWith(text);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    @Test
    void writesAreAsLongAsTheWriteBuffer() throws Exception {
        List<Integer> writes = new ArrayList<>();
        OutputBuffer output = new OutputBuffer(
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        writes.add(1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        writes.add(length);
                    }
                },
                20);

        output.write("x".repeat(50));
        output.flush();

        assertThat(writes).containsExactly(20, 20, 10);
    }

    @Test
    void trailerMustFitTheReadBuffer() throws Exception {
        RawServer server = fixture.server(RawServer.always(TRAILER));
        Transport narrow = fixture.transport(builder -> builder.readBufferSize(100));
        Transport wide = fixture.transport(builder -> builder.readBufferSize(200));

        assertThatThrownBy(
                        () -> narrow.roundTrip(Request.get(server.uri())).body().readAllBytes())
                .isInstanceOf(MalformedTrailerException.class);
        assertThat(Fixture.text(wide.roundTrip(Request.get(server.uri())).body()))
                .isEqualTo("hello");
    }
}
