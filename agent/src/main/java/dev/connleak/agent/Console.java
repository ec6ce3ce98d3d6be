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
        write(encoded(line));
    }

    /** Says it when it is run, which takes no memory any more. */
    static Runnable prepared(String line) {
        byte[] bytes = encoded(line);
        return () -> write(bytes);
    }

    /** What an error says of itself may have lines of its own. */
    private static byte[] encoded(String line) {
        return ("connleak WARN " + line.replace('\n', ' ') + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(byte[] line) {
        try {
            STDERR.write(line);
        } catch (IOException closed) {
            // Nobody listens.
            return;
        }
    }
}
