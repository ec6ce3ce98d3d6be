package dev.connleak.agent;

/** The options in force: those of the start, until a command changes some of them. Any thread. */
final class Settings {
    private volatile Options now;

    Settings(Options start) {
        this.now = start;
    }

    Options now() {
        return now;
    }

    void change(Options to) {
        now = to;
    }
}
