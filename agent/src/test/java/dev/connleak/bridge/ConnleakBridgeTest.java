package dev.connleak.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves the bridge, whatever happens behind it. */
class ConnleakBridgeTest {
    /** Throws at each event, and also when that is told. */
    private static final class Failing extends ConnleakBridge {
        private final Throwable atEvent;
        private final @Nullable Throwable whenTold;
        private final List<Throwable> told = new ArrayList<>();

        Failing(Throwable atEvent, @Nullable Throwable whenTold) {
            this.atEvent = atEvent;
            this.whenTold = whenTold;
        }

        @Override
        protected void on(
                int hook,
                @Nullable Object subject,
                @Nullable Object a,
                @Nullable Object b,
                @Nullable Throwable thrown) {
            throw ConnleakBridgeTest.<RuntimeException>unchecked(atEvent);
        }

        @Override
        protected void failed(Throwable error) {
            told.add(error);
            if (whenTold != null) {
                throw ConnleakBridgeTest.<RuntimeException>unchecked(whenTold);
            }
        }
    }

    private final @Nullable ConnleakBridge before = ConnleakBridge.sink;

    @AfterEach
    void putBack() {
        ConnleakBridge.sink = before;
    }

    static Stream<Throwable> errors() {
        return Stream.of(
                new IllegalStateException(),
                new Exception(),
                new NoClassDefFoundError(),
                new StackOverflowError(),
                new OutOfMemoryError());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void noErrorReachesTheApplication(Throwable error) {
        Failing failing = new Failing(error, null);
        ConnleakBridge.sink = failing;

        assertThatCode(ConnleakBridgeTest::event).doesNotThrowAnyException();

        assertThat(failing.told).containsExactly(error);
        assertThat(ConnleakBridge.sink).isSameAs(failing);
    }

    @Test
    void errorsThatCannotBeCountedEndTheAgentInTheEnd() {
        Failing failing = new Failing(new OutOfMemoryError(), new OutOfMemoryError());
        ConnleakBridge.sink = failing;

        // The count is the JVM's, and other tests may have added to it.
        for (int counted = ConnleakBridge.uncounted(); counted < 9; counted++) {
            assertThatCode(ConnleakBridgeTest::event).doesNotThrowAnyException();
            assertThat(ConnleakBridge.sink).isSameAs(failing);
        }
        assertThatCode(ConnleakBridgeTest::event).doesNotThrowAnyException();

        assertThat(ConnleakBridge.sink).isNull();
        assertThat(ConnleakBridge.uncounted()).isEqualTo(10);
    }

    /** {@code Thread.stop} is meant for the application, and is no error of the agent. */
    @Test
    @SuppressWarnings("removal")
    void theDeathOfAThreadReachesTheApplication() {
        ThreadDeath death = new ThreadDeath();
        Failing failing = new Failing(death, null);
        ConnleakBridge.sink = failing;

        assertThatThrownBy(ConnleakBridgeTest::event).isSameAs(death);

        assertThat(failing.told).isEmpty();
    }

    private static void event() {
        ConnleakBridge.event(0, "subject", null, null, null);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable any) throws T {
        throw (T) any;
    }
}
