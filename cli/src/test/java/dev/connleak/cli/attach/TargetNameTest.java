package dev.connleak.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetNameTest {

    private static final List<RunningJvm> RUNNING = List.of(
            new RunningJvm(11, "17.0.15", "com.acme.Orders"),
            new RunningJvm(12, "17.0.15", "/srv/app/billing-2.jar"),
            new RunningJvm(13, "21.0.2", "com.acme.shop/com.acme.shop.Start"),
            new RunningJvm(14, "8", "com.acme.Outer$Inner"),
            new RunningJvm(15, null, null));

    @ParameterizedTest
    @CsvSource({
        "com.acme.Orders, 11",
        "Orders, 11",
        "billing-2.jar, 12",
        "billing-2, 12",
        "/srv/app/billing-2.jar, 12",
        "com.acme.shop/com.acme.shop.Start, 13",
        "com.acme.shop.Start, 13",
        "Start, 13",
        "Outer$Inner, 14",
        "Inner, 14"
    })
    void aJvmGoesByWhatTheListShowsOfIt(String name, long pid) {
        assertThat(new TargetName(name).pid(() -> RUNNING)).isEqualTo(pid);
    }

    @Test
    void digitsAreAProcessIdAndNobodyIsAsked() {
        assertThat(new TargetName("4711").pid(() -> {
                    throw new AssertionError("asked");
                }))
                .isEqualTo(4711);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "Order", "acme.Orders", "billing", "unknown"})
    void partOfANameIsNone(String name) {
        assertThatThrownBy(() -> new TargetName(name).pid(() -> RUNNING))
                .isInstanceOf(UnknownTargetException.class)
                .hasMessage("no JVM of this user runs " + name
                        + "; running are 11 com.acme.Orders, 12 /srv/app/billing-2.jar, "
                        + "13 com.acme.shop/com.acme.shop.Start, 14 com.acme.Outer$Inner, 15 (unknown): "
                        + "name one of them, or give the PID of a JVM that does not show its main class");
    }

    @Test
    void whereNoJvmShowsItselfTheSentenceSaysSo() {
        assertThatThrownBy(() -> new TargetName("Orders").pid(List::of))
                .hasMessageStartingWith("no JVM of this user runs Orders, none shows itself:");
    }

    @Test
    void severalOfOneNameAreListed() {
        List<RunningJvm> two = List.of(
                new RunningJvm(21, "17", "com.acme.Orders"),
                new RunningJvm(22, "17", "org.other.Orders"),
                new RunningJvm(23, "17", "com.acme.Prices"));

        assertThatThrownBy(() -> new TargetName("Orders").pid(() -> two))
                .isInstanceOf(AmbiguousTargetException.class)
                .hasMessage("2 JVMs run Orders, namely 21 com.acme.Orders, 22 org.other.Orders: give the PID of one");
        assertThat(new TargetName("org.other.Orders").pid(() -> two)).isEqualTo(22);
    }

    @Test
    void aSentenceHoldsAFewCandidatesOnly() {
        List<RunningJvm> many = LongStream.range(0, 100)
                .mapToObj(pid -> new RunningJvm(pid, "17", "com.acme.Worker"))
                .toList();

        assertThatThrownBy(() -> new TargetName("Worker").pid(() -> many))
                .hasMessageContaining("7 com.acme.Worker and 92 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "99999999999999999999"})
    void whatCanBeNeitherIsRefused(String text) {
        assertThatThrownBy(() -> new TargetName(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
