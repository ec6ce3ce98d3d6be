package dev.connleak.agent;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the first line of a small file. */
final class FirstLine {
    private FirstLine() {}

    /** Null where the file is not there, cannot be read or is empty. */
    static @Nullable String of(File file) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
            return in.readLine();
        } catch (IOException e) {
            return null;
        }
    }
}
