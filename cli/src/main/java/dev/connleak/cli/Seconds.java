package dev.connleak.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time span the way the agent's options write it: {@code 500ms}, {@code 15s}, {@code 2m}; a bare number is seconds. */
final class Seconds implements ITypeConverter<Duration> {

    private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,5})(ms|s|m|)");

    @Override
    public Duration convert(String value) {
        Matcher span = SPAN.matcher(value);
        if (!span.matches()) {
            throw new TypeConversionException("'" + value + "' is not a time span such as 500ms, 15s or 2m");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
