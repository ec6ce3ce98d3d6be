package dev.connleak.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** Read sides of connections that there are not. */
final class Inputs {

    static final String ROUTE = "http://127.0.0.1:80";

    private Inputs() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Everything comes at once. */
    static InputBuffer buffered(String text) {
        return inPieces(bytes(text), wanted -> wanted);
    }

    static InputBuffer oneByOne(String text) {
        return inPieces(bytes(text), wanted -> 1);
    }

    /** Some bytes come at once, and whoever asks for more than those would wait for ever, so is told. */
    static InputBuffer thenNothing(String text) {
        return new InputBuffer(
                new InputStream() {
                    private final ByteArrayInputStream rest = new ByteArrayInputStream(bytes(text));

                    @Override
                    public int read() throws IOException {
                        throw new NothingMoreException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        if (rest.available() == 0) {
                            throw new NothingMoreException();
                        }
                        return rest.read(target, offset, length);
                    }
                },
                ROUTE,
                InputBuffer.SIZE);
    }

    /** A read beyond what has arrived. */
    static final class NothingMoreException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Each read yields as many of the wanted bytes as it is told, as far as there are any. */
    static InputBuffer inPieces(byte[] bytes, IntUnaryOperator lengths) {
        return new InputBuffer(
                new InputStream() {
                    private final ByteArrayInputStream rest = new ByteArrayInputStream(bytes);

                    @Override
                    public int read() {
                        return rest.read();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        return rest.read(target, offset, lengths.applyAsInt(length));
                    }
                },
                ROUTE,
                InputBuffer.SIZE);
    }
}
