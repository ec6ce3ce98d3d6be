package dev.connleak.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_8 = 52;

    @ParameterizedTest
    @CsvSource({"1.8,true", "9,true", "11,true", "16,true", "17,false", "25,false", "?,false"})
    void olderThanSeventeenIsTooOld(String version, boolean tooOld) {
        assertThat(Start.tooOld(version)).isEqualTo(tooOld);
    }

    @Test
    void classFileIsOfJava8() throws IOException {
        try (DataInputStream in =
                new DataInputStream(Objects.requireNonNull(Start.class.getResourceAsStream("Start.class")))) {
            assertThat(in.readInt()).isEqualTo(MAGIC);
            in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).isEqualTo(JAVA_8);
        }
    }
}
