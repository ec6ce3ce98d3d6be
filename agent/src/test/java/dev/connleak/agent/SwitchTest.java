package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.clients.Clients;
import dev.connleak.clients.Door;
import dev.connleak.clients.Hook;
import dev.connleak.track.Clock;
import dev.connleak.track.Event;
import dev.connleak.track.Ledger;
import dev.connleak.track.Snapshots;
import dev.connleak.track.Sweep;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwitchTest {
    private final @Nullable ConnleakBridge before = ConnleakBridge.sink;
    private final Switch power = new Switch();
    private final Ledger ledger = new Ledger(Clock.SYSTEM, new boolean[1], 16, false, false);
    private final Door door = new Door(new Hook[0], ledger, power, null);

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
        assertThat(power.errors()).isEqualTo(10);
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

    /** Whichever they are: one that it could not count may have taken the end of a lease with it. */
    @Test
    void anErrorMakesDoubtfulWhatIsOpen() {
        Object key = new Object();
        ledger.record(Event.LEASED, 0, key, null, null);
        power.look();
        boolean before = isDoubtful();

        spend(1);
        power.look();

        assertThat(before).as("doubtful before the error").isFalse();
        assertThat(isDoubtful()).as("doubtful").isTrue();
        assertThat(key).isNotNull();
    }

    @Test
    void soDoesOneThatCouldNotBeCounted() {
        Object key = new Object();
        ledger.record(Event.LEASED, 0, key, null, null);
        ConnleakBridge.sink = new Uncountable();
        ConnleakBridge.event(0, key, null, null, null);
        ConnleakBridge.sink = door;

        power.look();

        assertThat(isDoubtful()).as("doubtful").isTrue();
        assertThat(power.errors()).isEqualTo(1);
        assertThat(key).isNotNull();
    }

    /** As where there is no memory left to count with. */
    private static final class Uncountable extends ConnleakBridge {
        @Override
        protected void on(
                int hook,
                @Nullable Object subject,
                @Nullable Object a,
                @Nullable Object b,
                @Nullable Throwable thrown) {
            throw new OutOfMemoryError();
        }

        @Override
        protected void failed(Throwable error) {
            throw new OutOfMemoryError();
        }
    }

    private boolean isDoubtful() {
        Clients clients = new Clients(type -> {});
        Snapshots snapshots = new Snapshots(ledger, new Sweep(ledger, clients, 0), clients);
        return snapshots.take().exchanges.get(0).doubtful;
    }

    private void spend(int errors) {
        for (int i = 1; i <= errors; i++) {
            power.spend(new IllegalStateException("number " + i));
        }
    }
}
