package dev.connleak.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

    @ParameterizedTest
    @CsvSource({
        "0.1.0,0.1.0,true",
        "0.1.0,0.2.5,true",
        "0.3.0,0.2.0-SNAPSHOT,true",
        "0.1.0,0.3.0,false",
        "1.0.0,2.0.0,false",
        "0.1.0,unknown,false"
    })
    void oneMinorApartIsNearEnough(String cli, String agent, boolean compatible) {
        assertThat(Compatibility.between(cli, agent)).isEqualTo(compatible);
    }
}
