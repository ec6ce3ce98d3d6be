package dev.connleak.weave;

import static dev.connleak.clients.Value.THIS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.connleak.clients.Hook;
import dev.connleak.clients.Hooks;
import dev.connleak.track.Event;
import java.lang.management.ManagementFactory;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Vector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransformerTest {
    private static final String PROGRAM = Program.class.getName().replace('.', '/');
    private static final byte[] BYTES = ThrowAway.bytesOf(Program.class);
    private static final ClassLoader SOMEBODYS = ClassLoader.getSystemClassLoader();

    private final Transformer transformer = new Transformer(hooks(), new ThrowAway(Map.of(), List.of()));

    @Test
    void aClassThatIsNamedIsWoven() {
        assertThat(transform(PROGRAM, BYTES)).isNotNull();

        Woven woven = taken();
        assertThat(woven.internalName).isEqualTo(PROGRAM);
        assertThat(woven.client).isEqualTo(7);
        assertThat(woven.relocated).isFalse();
        assertThat(woven.missing).isEmpty();
        assertThat(woven.failure).isNull();
    }

    @Test
    void aMissIsNullAndNotTold() {
        assertThat(transform("com/acme/Orders", BYTES)).isNull();
        assertThat(transform("Program", BYTES)).isNull();
        assertThat(transformer.taken()).isNull();
    }

    @Test
    void theSameSimpleNameElsewhereIsAMiss() {
        assertThat(transform("com/acme/Program", BYTES)).isNull();
        assertThat(transform("com/acme/notdev/connleak/weave/Program", BYTES)).isNull();
        assertThat(transform("xdev/connleak/weave/Program", BYTES)).isNull();
        assertThat(transformer.taken()).isNull();
    }

    @Test
    void aClassBelowAnotherPackageIsACopy() {
        assertThat(transform("com/acme/shaded/" + PROGRAM, BYTES)).isNotNull();

        Woven woven = taken();
        assertThat(woven.relocated).isTrue();
        assertThat(woven.internalName).isEqualTo("com/acme/shaded/" + PROGRAM);
    }

    @Test
    void ofAClassOfTheJdkThereAreNoCopies() {
        assertThat(transform("com/acme/java/util/Vector", ThrowAway.bytesOf(Vector.class)))
                .isNull();
        assertThat(transformer.taken()).isNull();
    }

    @Test
    void aClassWithoutANameIsAMiss() {
        assertThat(transformer.transform(SOMEBODYS, null, null, null, BYTES)).isNull();
    }

    @Test
    void garbageIsToldAndNotThrown() {
        Random random = new Random(1);
        for (int length : new int[] {0, 1, 4, 8, 10, 100, 1000}) {
            byte[] garbage = new byte[length];
            random.nextBytes(garbage);

            assertThat(transform(PROGRAM, garbage)).isNull();

            Woven woven = taken();
            assertThat(woven.failure).isNotNull();
            assertThat(woven.missing).hasSize(2);
        }
    }

    @Test
    void aTruncatedClassIsToldAndNotThrown() {
        for (int length = 0; length < BYTES.length; length += 97) {
            transform(PROGRAM, Arrays.copyOf(BYTES, length));

            assertThat(transformer.taken()).isNotNull();
        }
    }

    @Test
    void theAgentsOwnClassesAreLeftAlone() {
        Transformer mine = new Transformer(hooks(), SOMEBODYS);

        assertThat(mine.transform(SOMEBODYS, PROGRAM, null, null, BYTES)).isNull();
        assertThat(mine.wants(Program.class)).isFalse();
        assertThat(mine.taken()).isNull();
    }

    @Test
    void itWantsWhatItWouldWeave() {
        assertThat(transformer.wants(Program.class)).isTrue();
        assertThat(transformer.wants(Vector.class)).isTrue();
        assertThat(transformer.wants(String.class)).isFalse();
        assertThat(transformer.wants(Program[].class)).isFalse();
    }

    @Test
    void theOriginIsGivenOnce() throws Exception {
        ProtectionDomain domain = Program.class.getProtectionDomain();
        transformer.transform(SOMEBODYS, PROGRAM, null, domain, BYTES);
        Woven woven = taken();

        assertThat(woven.takeOrigin()).isSameAs(domain);
        assertThat(woven.takeOrigin()).isNull();
    }

    /** One substring of the name, and nothing that grows with the class. */
    @Test
    void aMissAllocatesNextToNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] large = new byte[100_000];
        misses(large, 20_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        misses(large, 20_000);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes / 20_000).isLessThan(128);
    }

    private Woven taken() {
        return Objects.requireNonNull(transformer.taken());
    }

    private void misses(byte[] bytes, int times) {
        for (int i = 0; i < times; i++) {
            transform("com/acme/orders/OrderController", bytes);
        }
    }

    private byte @Nullable [] transform(String name, byte[] bytes) {
        return transformer.transform(SOMEBODYS, name, null, null, bytes);
    }

    private static Hook[] hooks() {
        List<Hook> hooks = new ArrayList<>();
        new Hooks(7, hooks)
                .type(Program.class.getName())
                .enter("plain", 1, Event.EOF, THIS)
                .exit("number", 0, Event.EOF, THIS)
                .type("java.util.Vector")
                .enter("size", 0, Event.EOF, THIS);
        return hooks.toArray(new Hook[0]);
    }
}
