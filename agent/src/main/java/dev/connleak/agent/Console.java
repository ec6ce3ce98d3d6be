package dev.connleak.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The agent's words on stderr, a line each, recognisable by its first word. Never stdout, and therefore not
 * {@code System.err}, which an application may have set to it, or to its own log; nor is any lock of the application taken.
 */
final class Console {
    private static final OutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    private Console() {}

    static void warn(String line) {
        try {
            STDERR.write(("connleak WARN " + line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // Nobody listens.
            return;
        }
    }
}
