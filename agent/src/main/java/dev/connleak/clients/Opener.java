package dev.connleak.clients;

/** Opens packages to the agent where the module system (9+) closes them. */
public interface Opener {
    /** Opens the class's package to the agent, if that is possible. */
    void open(Class<?> type);
}
