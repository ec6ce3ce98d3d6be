package dev.connleak.cli.attach;

/** The JVM could not load the agent: its own output says more. */
public final class AgentRefusedException extends AttachException {

    AgentRefusedException(long pid, Throwable cause) {
        super(
                "process " + pid + " did not load the agent (" + cause.getMessage()
                        + "): read what it wrote on its stderr",
                cause);
    }
}
