package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.connleak.client.ResponseGenerator.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Reads generated responses: all must end, by their end or by an exception that is documented, and must not depend on
 * how the network cuts them into pieces.
 *
 * <p>Without properties it takes 2,000 fixed seeds. {@code -Dconnleak.fuzz.seconds=N} goes on from a random one for so
 * long; {@code -Dconnleak.fuzz.seed=N} repeats the one that a failure has named. The profile {@code fuzz} does the former.
 */
@Timeout(3600)
class ResponseFuzzTest {

    private static final int SEEDS = 2_000;
    private static final int HEAD_LIMIT = 2_000;

    /** For one response, which takes well under a millisecond: whoever needs more hangs. */
    private static final Duration WATCHDOG = Duration.ofSeconds(30);

    /** Row 245: TestChunk. */
    @Test
    void wellFormedResponseYieldsItsBody() {
        forSeeds(seed -> {
            ResponseGenerator generator = new ResponseGenerator(seed);
            Sample sample = generator.wellFormed();

            String outcome = outcome(sample.response(), generator::piece);

            assertThat(outcome).endsWith("complete " + Arrays.toString(sample.body()));
        });
    }

    @Test
    void brokenResponseEndsTheSameWayHoweverItIsCut() {
        forSeeds(seed -> {
            ResponseGenerator generator = new ResponseGenerator(seed);
            byte[] broken = generator.broken();

            String whole = outcome(broken, wanted -> wanted);

            assertThat(outcome(broken, generator::piece)).isEqualTo(whole);
            assertThat(outcome(broken, wanted -> 1)).isEqualTo(whole);
        });
    }

    /** What comes of a response: what was read, and the end, in words that can be compared. */
    private static String outcome(byte[] response, IntUnaryOperator pieces) {
        InputBuffer input = Inputs.inPieces(response, pieces);
        StringBuilder outcome = new StringBuilder();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String end = "complete";
        try {
            ResponseHead head = new HeadReader(input, "GET", HEAD_LIMIT, false).read((status, headers) -> {
                outcome.append(status).append('|').append(headers);
                return false;
            });
            outcome.append(head.status()).append('|').append(head.headers());
            BodySource source = BodySource.of(head, input);
            byte[] part = new byte[100];
            for (int read = source.read(part, 0, 100); read >= 0; read = source.read(part, 0, 100)) {
                assertThat(read).isPositive();
                body.write(part, 0, read);
                // What is read came from the response: nothing is made up, and memory is bounded by it.
                assertThat(body.size()).isLessThanOrEqualTo(response.length);
            }
            assertThat(source.ended()).isTrue();
            outcome.append(source.trailers());
        } catch (BadResponseException e) {
            end = e.toString();
        } catch (IOException e) {
            throw new AssertionError("not a documented exception", e);
        }
        return outcome.append(end)
                .append(' ')
                .append(Arrays.toString(body.toByteArray()))
                .toString();
    }

    private static void forSeeds(LongConsumer test) {
        Long only = Long.getLong("connleak.fuzz.seed");
        Long seconds = Long.getLong("connleak.fuzz.seconds");
        long first = only != null ? only : seconds == null ? 0 : System.nanoTime();
        long until = System.nanoTime()
                + Duration.ofSeconds(seconds == null ? 0 : seconds).toNanos();
        long count = only != null ? 1 : SEEDS;
        if (seconds != null) {
            System.out.println("fuzzing from -Dconnleak.fuzz.seed=" + first + " for " + seconds + " s");
        }
        for (long i = 0; i < count || System.nanoTime() < until; i++) {
            long seed = first + i;
            try {
                assertTimeoutPreemptively(WATCHDOG, () -> test.accept(seed));
            } catch (Throwable e) {
                throw new AssertionError("repeat with -Dconnleak.fuzz.seed=" + seed, e);
            }
        }
    }
}
