package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipDecoderTest {

    private static final int FLAGS = 3;

    @Test
    void membersAreDecodedInSequence() throws Exception {
        byte[] two = concat(GzipTest.gzip("hello, "), GzipTest.gzip(""), GzipTest.gzip("world!"));

        assertThat(decode(two, 4096, 4096)).asString().isEqualTo("hello, world!");
        assertThat(decode(two, 1, 1)).asString().isEqualTo("hello, world!");
    }

    @Test
    void garbageBehindTheLastMemberFailsAfterTheData() throws Exception {
        byte[] target = new byte[64];
        GzipDecoder decoder = decoder(concat(GzipTest.gzip("hello"), Inputs.bytes("garbage")), 4096);

        assertThat(decoder.read(target, 0, 64)).isEqualTo(5);
        assertThatThrownBy(() -> decoder.read(target, 0, 64)).isInstanceOf(MalformedGzipException.class);
        decoder.end();
    }

    /** FEXTRA, FNAME, FCOMMENT and FHCRC of RFC 1952, 2.3.1. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 8, 16, 30})
    void optionalPartsOfTheHeaderAreSkipped(int flags) throws Exception {
        byte[] plain = GzipTest.gzip("hello");
        plain[FLAGS] = (byte) flags;
        byte[] stream = concat(
                Arrays.copyOf(plain, 10),
                Inputs.bytes((flags & 4) == 0 ? "" : "\3\0abc"),
                Inputs.bytes((flags & 8) == 0 ? "" : "name\0"),
                Inputs.bytes((flags & 16) == 0 ? "" : "comment\0"),
                Inputs.bytes((flags & 2) == 0 ? "" : "xx"),
                Arrays.copyOfRange(plain, 10, plain.length));

        assertThat(decode(stream, 4096, 4096)).asString().isEqualTo("hello");
        assertThat(decode(stream, 1, 3)).asString().isEqualTo("hello");
    }

    @Test
    void everyTruncationIsFound() throws Exception {
        byte[] whole = GzipTest.gzip(GzipTest.noise(300));

        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(part, 4096, 100)).isInstanceOf(TruncatedBodyException.class);
        }
    }

    @Test
    void everyDamagedByteBehindTheHeaderIsFound() throws Exception {
        byte[] whole = GzipTest.gzip(GzipTest.noise(300));

        for (int index = 10; index < whole.length; index++) {
            byte[] damaged = whole.clone();
            damaged[index] ^= (byte) 0xff;
            assertThatThrownBy(() -> decode(damaged, 4096, 4096)).isInstanceOf(BadResponseException.class);
        }
    }

    @Test
    void emptyStreamIsAnEmptyBody() throws Exception {
        assertThat(decode(new byte[0], 1, 1)).isEmpty();
    }

    private static byte[] decode(byte[] encoded, int piece, int wanted) throws IOException {
        GzipDecoder decoder = decoder(encoded, piece);
        try {
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            byte[] target = new byte[wanted];
            for (int read = decoder.read(target, 0, wanted); read >= 0; read = decoder.read(target, 0, wanted)) {
                plain.write(target, 0, read);
            }
            return plain.toByteArray();
        } finally {
            decoder.end();
        }
    }

    private static GzipDecoder decoder(byte[] encoded, int piece) {
        ByteArrayInputStream source = new ByteArrayInputStream(encoded);
        return new GzipDecoder(
                (target, offset, length) -> source.read(target, offset, Math.min(piece, length)), Inputs.ROUTE);
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
