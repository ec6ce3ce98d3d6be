package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "pool-12-thread-345",
                "http-nio-8080-exec-10",
                "ForkJoinPool.commonPool-worker-1",
                "HttpClient-1-SelectorManager",
                "OkHttp Dispatcher",
                "connection-pool-evictor",
                "",
            })
    void anOrdinaryNameStays(String name) {
        assertThat(ThreadNames.apply(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "OkHttp https://joe:secret@orders:8080/orders/4711?pin=1, OkHttp https://orders:8080",
        "session joe@example.com, session {}",
        "order 123456789, order {}",
        "order-20261121, {}",
        "HttpClient@1e643faf-18, HttpClient@{}-18",
        "HttpClient@joe-123456789, {}",
    })
    void secretsAreTakenOut(String name, String shown) {
        assertThat(ThreadNames.apply(name)).isEqualTo(shown);
    }

    @Test
    void noIdStays() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();

            assertThat(ThreadNames.apply("request " + id + " worker")).isEqualTo("request {} worker");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadbeefcafebabe", "9f86d081884c7d65", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2UifQ.c2ln"})
    void noTokenStays(String token) {
        assertThat(ThreadNames.apply("session " + token)).isEqualTo("session {}");
    }
}
