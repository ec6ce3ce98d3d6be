package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.clients.Door;
import dev.connleak.clients.Hook;
import dev.connleak.track.Clock;
import dev.connleak.track.Ledger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwitchTest {
    private final @Nullable ConnleakBridge before = ConnleakBridge.sink;
    private final Switch power = new Switch();
    private final Door door =
            new Door(new Hook[0], new Ledger(Clock.SYSTEM, new boolean[0], 16, false, false), power, null);

    @BeforeEach
    void switchOn() {
        power.on(door);
    }

    @AfterEach
    void putBack() {
        ConnleakBridge.sink = before;
    }

    @Test
    void nineErrorsAreForgiven() {
        spend(9);

        assertThat(ConnleakBridge.sink).isSameAs(door);
        assertThat(power.look()).isFalse();
        assertThat(power.reason()).isNull();
    }

    @Test
    void theTenthSwitchesItOffAtOnce() {
        spend(10);

        assertThat(ConnleakBridge.sink).isNull();
        assertThat(power.errors()).isEqualTo(10 + ConnleakBridge.uncounted());
        assertThat(power.look()).isTrue();
        assertThat(power.reason()).contains("number 10");
    }

    /** The bridge does that where an error cannot be counted; a report may not call such an agent active. */
    @Test
    void whoTakesItOffTheBridgeIsNoticed() {
        ConnleakBridge.sink = null;

        assertThat(power.look()).isTrue();
        assertThat(power.reason()).contains("could not be counted");
        assertThat(power.offNanos()).isNotZero();
    }

    private void spend(int errors) {
        for (int i = 1; i <= errors; i++) {
            power.spend(new IllegalStateException("number " + i));
        }
    }
}
