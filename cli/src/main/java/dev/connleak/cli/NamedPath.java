package dev.connleak.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A path that somebody named. An empty one would be the working directory: {@code gate "$REPORTS"} with a variable that was
 * never set would judge whatever lies there.
 */
final class NamedPath implements ITypeConverter<Path> {

    @Override
    public Path convert(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the path is empty: is the variable set that it came from?");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is no path (" + e.getReason() + ")");
        }
    }
}
