package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedSourceTest {

    /** Rows 245, 253: TestChunk, TestChunkReadingIgnoresExtensions. */
    @Test
    void chunksAreJoined() throws Exception {
        assertThat(read(buffered("5\r\nhello\r\n2;name=value\r\n, \r\n06\r\nworld!\r\n0\r\n\r\n")))
                .isEqualTo("hello, world!");
    }

    @Test
    void bytesThatComeOneByOneAreJoined() throws Exception {
        assertThat(read(oneByOne("5\r\nhello\r\n8\r\n, world!\r\n0\r\nA: b\r\n\r\n")))
                .isEqualTo("hello, world!");
    }

    /** Row 246: TestChunkReadMultiple. */
    @Test
    void bufferedChunksAreReadAtOnce() throws Exception {
        ChunkedSource source = buffered("5\r\nhello\r\n8\r\n, world!\r\n0\r\n\r\n");

        assertThat(source.read(new byte[13], 0, 13)).isEqualTo(13);
        assertThat(source.ended()).isTrue();
    }

    /** Row 246: TestChunkReadMultiple. */
    @ParameterizedTest
    @CsvSource({"'3\r\nfoo\r\n', 4", "'3\r\nfoo', 4", "'3\r\nfoo\r\n3\r', 6", "'3\r\nfoo\r\n3\r\n', 6"})
    void dataIsReturnedRatherThanAHeaderAwaited(String arrived, int wanted) throws Exception {
        ChunkedSource source = new ChunkedSource(Inputs.thenNothing(arrived));

        assertThat(source.read(new byte[wanted], 0, wanted)).isEqualTo(3);
        assertThat(source.ended()).isFalse();
    }

    /** Row 247: TestChunkReadPartial. */
    @Test
    void partOfAChunkIsReturnedWithoutTheRest() throws Exception {
        ChunkedSource source = new ChunkedSource(Inputs.thenNothing("7\r\n1234"));

        assertThat(source.read(new byte[10], 0, 10)).isEqualTo(4);
    }

    /** Row 249: TestChunkEndReadError. */
    @Test
    void failureAtTheEndOfAChunkIsTold() throws Exception {
        ChunkedSource source = new ChunkedSource(Inputs.thenNothing("4\r\nabcd"));

        assertThat(source.read(new byte[4], 0, 4)).isEqualTo(4);
        assertThatThrownBy(() -> source.read(new byte[4], 0, 4)).isInstanceOf(Inputs.NothingMoreException.class);
    }

    @Test
    void endThatIsNotBufferedIsLeftToTheNextRead() throws Exception {
        ChunkedSource source = oneByOne("1\r\nx\r\n0\r\n\r\n");

        assertThat(source.read(new byte[13], 0, 13)).isEqualTo(1);
        assertThat(source.ended()).isFalse();
        assertThat(source.read(new byte[13], 0, 13)).isEqualTo(-1);
        assertThat(source.ended()).isTrue();
    }

    @Test
    void dataBeforeAFaultIsReadFirst() throws Exception {
        ChunkedSource source = buffered("5\r\nhello\r\nzz\r\nworld!\r\n0\r\n\r\n");
        byte[] target = new byte[13];

        assertThat(source.read(target, 0, 13)).isEqualTo(5);
        assertThatThrownBy(() -> source.read(target, 0, 13)).isInstanceOf(MalformedChunkException.class);
        assertThatThrownBy(() -> source.read(target, 0, 13)).isInstanceOf(MalformedChunkException.class);
    }

    /** Row 252: TestChunkInvalidInputs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\na\r\n0\r\n",
                "1\ra\r\n0\r\n",
                "1;\na\r\n0\r\n",
                "1;\ra\r\n0\r\n",
                "1\r\na\n0\r\n\r\n",
                "1\r\na\r0\r\n\r\n",
                "5\nhello\r\n0\r\n\r\n",
                "5\r\nhello!\r\n0\r\n\r\n",
                "5\r\nhelloXX\r\n0\r\n\r\n",
                "\r\nhello",
                ";x\r\nhello",
                "-5\r\nhello",
                "0x5\r\nhello",
                "11112222333344445\r\nhello",
                "ffffffffffffffff\r\nhello"
            })
    void malformedChunksAreRefused(String encoded) {
        assertThatThrownBy(() -> read(buffered(encoded))).isInstanceOf(MalformedChunkException.class);
    }

    @Test
    void headerLineThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> read(buffered("5;" + "x".repeat(5000) + "\r\nhello\r\n0\r\n\r\n")))
                .isInstanceOf(MalformedChunkException.class)
                .hasMessage(Inputs.ROUTE + ": header line too long");
    }

    /** Row 250: TestChunkReaderTooMuchOverhead. */
    @Test
    void tinyChunksWithLongHeadersAreRefused() {
        String chunk = "1;" + "x".repeat(1000) + "\r\ny\r\n";

        assertThatThrownBy(() -> read(buffered(chunk.repeat(20) + "0\r\n\r\n")))
                .hasMessage(Inputs.ROUTE + ": chunked encoding contains too much non-data");
    }

    /** Row 251: TestChunkReaderByteAtATime. */
    @Test
    void tinyChunksAreAccepted() throws Exception {
        assertThat(read(buffered("1\r\ny\r\n".repeat(10_000) + "0\r\n\r\n"))).hasSize(10_000);
    }

    /** Row 248: TestIncompleteChunk. */
    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5\r\n", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "5\r\nhello\r\n0"})
    void everyTruncationIsFound(String encoded) {
        assertThatThrownBy(() -> read(buffered(encoded))).isInstanceOf(TruncatedBodyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\r\n", "0\r\nA: b\r\n", "0\r\nno colon\r\n\r\n"})
    void brokenTrailersAreRefused(String encoded) {
        assertThatThrownBy(() -> read(buffered(encoded))).isInstanceOf(MalformedTrailerException.class);
    }

    @Test
    void trailerThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> read(buffered("0\r\n" + ("A: " + "b".repeat(500) + "\r\n").repeat(9) + "\r\n")))
                .isInstanceOf(MalformedTrailerException.class);
    }

    private static String read(ChunkedSource source) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[7];
        for (int read = source.read(part, 0, 7); read >= 0; read = source.read(part, 0, 7)) {
            all.write(part, 0, read);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static ChunkedSource buffered(String encoded) {
        return new ChunkedSource(Inputs.buffered(encoded));
    }

    private static ChunkedSource oneByOne(String encoded) {
        return new ChunkedSource(Inputs.oneByOne(encoded));
    }
}
