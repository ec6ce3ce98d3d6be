package dev.connleak.cli.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times in words. */
public final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A time beyond is no time, and no span to it can be counted in milliseconds. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Words() {}

    /** {@code 1 leak}, {@code 2 leaks}, {@code 1,204 bodies}. */
    public static String count(long number, String singular) {
        return String.format(Locale.ROOT, "%,d ", number) + (number == 1 ? singular : plural(singular));
    }

    public static String number(@Nullable Long number) {
        return number == null ? "?" : String.format(Locale.ROOT, "%,d", number);
    }

    /** The two largest units: {@code 1 h 17 min}, {@code 42 s}, {@code 350 ms}. */
    public static String age(long millis) {
        Duration age = Duration.ofMillis(Math.max(0, millis));
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h " + age.toMinutesPart() + " min";
        }
        if (age.toMinutes() > 0) {
            return age.toMinutes() + " min " + age.toSecondsPart() + " s";
        }
        return age.toSeconds() > 0 ? age.toSeconds() + " s" : age.toMillis() + " ms";
    }

    /** The time as people write it; text that is no time stays as it is. */
    public static String time(@Nullable String iso) {
        Instant instant = instant(iso);
        if (instant != null) {
            return TIME.format(instant);
        }
        return orUnknown(iso);
    }

    static @Nullable Instant instant(@Nullable String iso) {
        try {
            Instant instant = iso == null ? null : Instant.parse(iso);
            return instant == null || instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeParseException e) {
            // A time that can't be read is shown as it stands; the page is worth more than the format.
            return null;
        }
    }

    public static String orUnknown(@Nullable String text) {
        return text == null || text.isBlank() ? "unknown" : text;
    }

    static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }

    private static String plural(String singular) {
        if (singular.endsWith("body")) {
            return singular.substring(0, singular.length() - 1) + "ies";
        }
        return singular + "s";
    }
}
