package dev.connleak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.track.Description;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadsTest {
    private final Description description = new Description();

    @Test
    void aLengthFramesTheBody() {
        describe(200, Map.of("Content-Length", " 42 "));

        assertThat(description.status).isEqualTo(200);
        assertThat(description.framing).isEqualTo("content-length");
        assertThat(description.length).isEqualTo(42);
        assertThat(description.keepAlive).isTrue();
    }

    @Test
    void chunksOverruleALength() {
        describe(200, Map.of("Content-Length", "42", "Transfer-Encoding", "chunked"));

        assertThat(description.framing).isEqualTo("chunked");
        assertThat(description.length).isEqualTo(-1);
    }

    @Test
    void aMalformedLengthIsUnknown() {
        describe(200, Map.of("Content-Length", "many"));

        assertThat(description.length).isEqualTo(-1);
    }

    @Test
    void connectionCloseTurnsKeepAliveOffInAnyCase() {
        describe(200, Map.of("Connection", "Close, TE", "Content-Length", "1"));

        assertThat(description.keepAlive).isFalse();
    }

    @Test
    void anEventStreamIsToldByItsType() {
        describe(200, Map.of("Content-Type", "text/event-stream;charset=utf-8"));

        assertThat(description.eventStream).isTrue();
    }

    @Test
    void anyOtherTypeIsNone() {
        describe(200, Map.of("Content-Type", "text/plain"));

        assertThat(description.eventStream).isFalse();
    }

    @Test
    void withNeitherLengthNorChunksItLastsUntilClose() {
        Heads.describeUnchanged(200, name -> null, description);

        assertThat(description.framing).isEqualTo("until-close");
        assertThat(description.keepAlive).isFalse();
    }

    @Test
    void aHeadThatMayHaveBeenChangedDoesNotTellThat() {
        describe(200, Map.of());

        assertThat(description.framing).isNull();
        assertThat(description.keepAlive).isTrue();
    }

    @Test
    void aStatusWithoutABodyLastsUntilNothing() {
        for (int status : new int[] {204, 304, 101, 0}) {
            Heads.describeUnchanged(status, name -> null, description);

            assertThat(description.framing).isNull();
            assertThat(description.keepAlive).isTrue();
        }
    }

    private void describe(int status, Map<String, String> headers) {
        Heads.describe(status, headers::get, description);
    }
}
