package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JarNameTest {
    @ParameterizedTest
    @CsvSource({
        "file:/lib/okhttp-4.12.0.jar, okhttp, 4.12.0",
        "/lib/okhttp-jvm-5.1.0.jar, okhttp-jvm, 5.1.0",
        "file:/lib/httpclient5-5.3-beta1.jar, httpclient5, 5.3-beta1",
        "jar:file:/app-1.0.jar!/BOOT-INF/lib/orders-2.1.jar!/, orders, 2.1",
        "jar:nested:/app/shop.jar/!BOOT-INF/lib/orders-2.1.jar!/, orders, 2.1",
        "jar:nested:/app/shop-3.jar/!BOOT-INF/classes/!/, shop, 3",
        "file:/lib/orders.jar, orders,",
    })
    void saysNameAndVersion(String place, String name, @Nullable String version) {
        JarName jar = Objects.requireNonNull(JarName.of(place));

        assertThat(jar.name).isEqualTo(name);
        assertThat(jar.version).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/app/classes/", "", "file:/lib/.jar", "file:/lib/-1.jar"})
    void saysNothingWhereThereIsNone(String place) {
        assertThat(JarName.of(place)).isNull();
    }
}
