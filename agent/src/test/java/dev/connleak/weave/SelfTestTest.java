package dev.connleak.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.bridge.ConnleakBridge;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    @Test
    void itPassesAndGivesTheBridgeBack() {
        try (Events events = new Events()) {
            String failure = SelfTest.run();

            assertThat(failure).isNull();
            assertThat(ConnleakBridge.sink).isSameAs(events);
            assertThat(events.seen()).isEmpty();
        }
    }
}
