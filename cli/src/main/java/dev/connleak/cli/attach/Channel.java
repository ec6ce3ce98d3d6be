package dev.connleak.cli.attach;

import java.time.Duration;

/** A way to ask the agent of another JVM. */
public interface Channel {

    /** Sends it a command and waits for the answer. */
    Answer ask(long pid, AgentArgument argument, Duration timeout);
}
