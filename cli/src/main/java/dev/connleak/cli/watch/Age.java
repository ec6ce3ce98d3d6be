package dev.connleak.cli.watch;

import java.time.Duration;

/** A span of time in a column of seven: {@code 350ms}, {@code 42s}, {@code 12m05s}, {@code 3h12m}, {@code 2d04h}. */
final class Age {

    private Age() {}

    static String of(long millis) {
        Duration age = Duration.ofMillis(Math.max(0, millis));
        if (age.toDays() > 0) {
            return age.toDays() + "d" + two(age.toHoursPart()) + "h";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h" + two(age.toMinutesPart()) + "m";
        }
        if (age.toMinutes() > 0) {
            return age.toMinutes() + "m" + two(age.toSecondsPart()) + "s";
        }
        return age.toSeconds() > 0 ? age.toSeconds() + "s" : age.toMillis() + "ms";
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
