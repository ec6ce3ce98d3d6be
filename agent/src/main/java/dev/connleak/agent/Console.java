package dev.connleak.agent;

/** The agent's words on stderr, a line each, recognisable by its first word. Never stdout. */
final class Console {
    private Console() {}

    static void warn(String line) {
        System.err.println("connleak WARN " + line);
    }
}
