package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestBodyTest {

    @TempDir
    private Path directory;

    /** Row 241: TestNewRequestContentLength. */
    @Test
    void lengthIsKnownWhereTheKindTellsIt() throws Exception {
        Path file = Files.writeString(directory.resolve("body"), "hello");

        assertThat(RequestBody.none().length()).isZero();
        assertThat(RequestBody.of(new byte[3]).length()).isEqualTo(3);
        assertThat(RequestBody.of(new byte[0]).length()).isZero();
        assertThat(RequestBody.of("grün").length()).isEqualTo(5);
        assertThat(RequestBody.of(file).length()).isEqualTo(5);
        assertThat(RequestBody.of(InputStream.nullInputStream()).length()).isEqualTo(-1);
        assertThat(RequestBody.of(InputStream.nullInputStream(), 7).length()).isEqualTo(7);
        assertThat(RequestBody.from(InputStream::nullInputStream).length()).isEqualTo(-1);
        assertThat(RequestBody.from(InputStream::nullInputStream, 7).length()).isEqualTo(7);
        assertThatThrownBy(() -> RequestBody.from(InputStream::nullInputStream, -2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Row 242: TestNewRequestGetBody. */
    @Test
    void bodyThatCanBeHadAgainIsTheSameAgain() throws Exception {
        byte[] bytes = "hello".getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(directory.resolve("body"), bytes);
        RequestBody inMemory = RequestBody.of(bytes);
        bytes[0] = 'c';

        assertTwice(inMemory);
        assertTwice(RequestBody.of("hello"));
        assertTwice(RequestBody.of(file));
        assertThat(RequestBody.none().replayable()).isTrue();
        assertThat(RequestBody.of(InputStream.nullInputStream()).replayable()).isFalse();
        assertThat(RequestBody.of(InputStream.nullInputStream(), 0).replayable())
                .isFalse();
    }

    @Test
    void discardClosesAStreamAndOpensNothing() {
        Closings stream = new Closings("x");
        AtomicInteger opened = new AtomicInteger();

        RequestBody.of(stream).discard();
        RequestBody.from(() -> {
                    opened.incrementAndGet();
                    return stream;
                })
                .discard();

        assertThat(stream.closings).hasValue(1);
        assertThat(opened).hasValue(0);
    }

    private static void assertTwice(RequestBody body) throws IOException {
        assertThat(body.replayable()).isTrue();
        for (int i = 0; i < 2; i++) {
            try (InputStream stream = body.open()) {
                assertThat(Fixture.text(stream)).isEqualTo("hello");
            }
        }
    }
}
