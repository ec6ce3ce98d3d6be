package dev.connleak.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpectationTest {

    @ParameterizedTest
    @EnumSource
    void whatIsExpectedDoesNotDiffer(Treatment treatment) {
        for (BodySize size : BodySize.values()) {
            assertThat(Expectation.of(treatment, size).differences(Samples.asExpected(treatment, size)))
                    .isEmpty();
        }
    }

    @Test
    void stuckSmallBodyIsClosedByTheServerAlone() {
        Expectation stuck = Expectation.of(Treatment.NO_KEEP_ALIVE_NEITHER, BodySize.small);

        assertThat(stuck.client()).isEqualTo("CLOSE_WAIT");
        assertThat(stuck.server()).isEqualTo("FIN_WAIT2");
    }

    @Test
    void socketThatOnlyWaitsForStrayPacketsIsClosed() {
        Seen seen = new Seen(6, 0, Map.of(), Map.of("TIME_WAIT", 6), 0);

        assertThat(Expectation.of(Treatment.NO_KEEP_ALIVE_READ, BodySize.small).differences(seen))
                .isEmpty();
    }

    @Test
    void socketThatIsLeftDiffers() {
        Seen seen = new Seen(6, 0, Map.of("ESTABLISHED", 1), Map.of(), 0);

        assertThat(Expectation.of(Treatment.NO_KEEP_ALIVE_READ, BodySize.small).differences(seen))
                .containsExactly("sockets of the client: {ESTABLISHED=1}, not 0 ESTABLISHED");
    }

    @Test
    void kernelThatCannotBeAskedDiffersFromNothing() {
        Seen seen = new Seen(6, 0, null, null, 12);

        assertThat(Expectation.of(Treatment.KEEP_ALIVE_NEITHER, BodySize.small).differences(seen))
                .isEmpty();
    }

    @Test
    void agentThatCountsOtherLoopsThanTheTransportDiffers() {
        Measurement good = Samples.asExpected(Treatment.KEEP_ALIVE_NEITHER, BodySize.small);
        Measurement bad = new Measurement(good.treatment(), good.seen(), 11, good.findings());

        assertThat(Expectation.of(good.treatment(), BodySize.small).differences(bad))
                .containsExactly("the transport has 12 loops, the agent counts 11");
    }

    @Test
    void silenceWhereThereIsALeakDiffers() {
        Measurement good = Samples.asExpected(Treatment.KEEP_ALIVE_NEITHER, BodySize.small);
        Measurement bad = new Measurement(good.treatment(), good.seen(), good.agentLoops(), List.of());

        assertThat(Expectation.of(good.treatment(), BodySize.small).differences(bad))
                .containsExactly("the agent says nothing, not leak, held");
    }

    @Test
    void findingWhereAllIsWellDiffers() {
        Measurement good = Samples.asExpected(Treatment.KEEP_ALIVE_READ, BodySize.small);
        Measurement bad = new Measurement(
                good.treatment(), good.seen(), good.agentLoops(), List.of(Samples.finding("leak", "held")));

        assertThat(Expectation.of(good.treatment(), BodySize.small).differences(bad))
                .containsExactly("the agent says leak, held, not nothing");
    }
}
