package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Baselines of users hold these values: they must never change. */
class HashTest {
    @Test
    void nothingHashesToTheOffset() {
        assertThat(new Hash().hex()).isEqualTo("cbf29ce484222325");
    }

    @Test
    void theValuesOfPublishedFingerprintsStay() {
        assertThat(new Hash().add("body").hex()).isEqualTo("8c66743a8114581e");
        assertThat(new Hash()
                        .add("body")
                        .add("okhttp")
                        .add("com.acme.Orders.poll")
                        .hex())
                .isEqualTo("f010aa7b347277dd");
        assertThat(new Hash().add("größe€").hex()).isEqualTo("14dddd1a8b8a2bf5");
    }

    @Test
    void whereAPartEndsMatters() {
        assertThat(new Hash().add("ab").add("c").hex())
                .isNotEqualTo(new Hash().add("a").add("bc").hex());
    }

    @Test
    void anEmptyPartIsAPart() {
        assertThat(new Hash().add("").hex()).isNotEqualTo(new Hash().hex());
    }

    @Test
    void leadingZerosAreShown() {
        for (int i = 0; i < 1000; i++) {
            assertThat(new Hash().add(Integer.toString(i)).hex()).matches("[0-9a-f]{16}");
        }
    }
}
