package dev.connleak.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreatmentTest {

    @ParameterizedTest
    @EnumSource
    void everyTreatmentHasItsMethod(Treatment treatment) {
        assertThat(Stream.of(TableClient.class.getDeclaredMethods()).map(Method::getName))
                .contains(treatment.method());
    }

    @Test
    void cellsAreEightAndAllDifferent() {
        assertThat(Treatment.all(false))
                .hasSize(8)
                .extracting(each -> each.keepAlive() + " " + each.read() + " " + each.closed())
                .doesNotHaveDuplicates();
    }
}
