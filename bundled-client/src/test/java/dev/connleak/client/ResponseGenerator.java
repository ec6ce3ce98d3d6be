package dev.connleak.client;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/**
 * Makes responses out of a seed: well-formed ones, of which it knows the body, and broken ones. The same seed makes the
 * same bytes.
 */
final class ResponseGenerator {

    /** What servers that mean harm say, or those that do not know better. */
    private static final String[] SHARDS = {
        "\r\n",
        "\n",
        "\r",
        "\0",
        " ",
        "\t",
        ":",
        ";",
        "0",
        "-1",
        "+5",
        "ffffffffffffffff",
        "9223372036854775808",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.0 200 OK\r\n",
        "Content-Length: 3\r\n",
        "Content-Length: 4\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Trailer: Content-Length\r\n",
        "Connection: close\r\n",
        "0\r\n\r\n",
        "\r\n 1\r\n",
        "x".repeat(300)
    };

    private final Random random;

    ResponseGenerator(long seed) {
        random = new Random(seed);
    }

    /** A response and the body that is in it. */
    record Sample(byte[] response, byte[] body) {}

    Sample wellFormed() {
        byte[] body = new byte[random.nextInt(random.nextInt(10) == 0 ? 20_000 : 200)];
        random.nextBytes(body);
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        for (int i = random.nextInt(3); i > 0; i--) {
            add(response, "HTTP/1.1 10" + (random.nextBoolean() ? 0 : 3) + " Interim\r\nA: b\r\n\r\n");
        }
        add(response, "HTTP/1." + 1 + " 200" + (random.nextBoolean() ? " OK" : "") + "\r\n");
        for (int i = random.nextInt(5); i > 0; i--) {
            add(
                    response,
                    "X-" + i + ":" + " ".repeat(random.nextInt(3)) + "v" + "w".repeat(random.nextInt(50)) + "\r\n");
        }
        switch (random.nextInt(3)) {
            case 0:
                add(response, "Content-Length: " + body.length + "\r\n\r\n");
                response.writeBytes(body);
                break;
            case 1:
                add(response, "\r\n");
                response.writeBytes(body);
                break;
            default:
                add(response, "transfer-encoding: Chunked\r\n\r\n");
                addChunks(response, body);
        }
        return new Sample(response.toByteArray(), body);
    }

    /** A response with some of its bytes lost, doubled, changed, or with something put between. */
    byte[] broken() {
        byte[] bytes = wellFormed().response();
        for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    /** How many bytes each read of a socket yields: one, few, or all. */
    int piece(int wanted) {
        return 1 + random.nextInt(random.nextBoolean() ? Math.min(8, wanted) : wanted);
    }

    private byte[] damaged(byte[] bytes) {
        // Heads are where meaning is, so most damage is done there.
        int at = random.nextInt(random.nextBoolean() ? Math.min(100, bytes.length) : bytes.length);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(bytes, 0, at);
        switch (random.nextInt(4)) {
            case 0:
                return damaged.toByteArray();
            case 1:
                damaged.write(random.nextInt(256));
                at++;
                break;
            case 2:
                at = Math.min(bytes.length, at + 1 + random.nextInt(10));
                break;
            default:
                add(damaged, SHARDS[random.nextInt(SHARDS.length)].repeat(1 + random.nextInt(20)));
        }
        damaged.write(bytes, at, bytes.length - at);
        return damaged.toByteArray();
    }

    private void addChunks(ByteArrayOutputStream response, byte[] body) {
        int at = 0;
        while (at < body.length) {
            int length = Math.min(body.length - at, 1 + random.nextInt(1 + body.length));
            add(response, (random.nextBoolean() ? "0" : "") + Integer.toHexString(length));
            add(response, (random.nextInt(4) == 0 ? ";name=\"value\"" : "") + "\r\n");
            response.write(body, at, length);
            add(response, "\r\n");
            at += length;
        }
        add(response, "0\r\n" + (random.nextBoolean() ? "T: 1\r\n" : "") + "\r\n");
    }

    private static void add(ByteArrayOutputStream response, String text) {
        response.writeBytes(Inputs.bytes(text));
    }
}
