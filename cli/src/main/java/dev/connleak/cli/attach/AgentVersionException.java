package dev.connleak.cli.attach;

/** The agent in the other JVM is of a version we can't talk to: its own connleak has to be used. */
public final class AgentVersionException extends RuntimeException {

    AgentVersionException(long pid, String agentVersion, String ownVersion) {
        super("the agent in process " + pid + " is connleak " + agentVersion + ", this is " + ownVersion
                + ": use connleak " + agentVersion);
    }

    AgentVersionException(long pid, Throwable cause) {
        super(
                "the agent in process " + pid + " answered what this connleak does not understand: "
                        + "use the connleak that the agent came with",
                cause);
    }
}
