package dev.connleak.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.AgentVersionException;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.AttachException;
import dev.connleak.cli.attach.Channel;
import dev.connleak.cli.attach.TargetFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Whether one JVM can be reached, and whether the agent in it is there; then how that agent is. */
public final class TargetChecks {

    private final Channel channel;
    private final LongFunction<TargetFacts> facts;
    private final Duration timeout;

    public TargetChecks(Channel channel, LongFunction<TargetFacts> facts, Duration timeout) {
        this.channel = channel;
        this.facts = facts;
        this.timeout = timeout;
    }

    /** Ends with the first check that makes the next ones impossible. */
    public List<Check> all(long pid) {
        List<Check> checks = new ArrayList<>();
        TargetFacts target;
        try {
            target = facts.apply(pid);
        } catch (AttachException e) {
            checks.add(Check.unseen("process", e));
            return checks;
        }
        checks.add(Check.ok(
                "process",
                pid + ", a JVM of this user"
                        + (target.ownFiles() ? ", in a container: its files are reached through /proc/PID/root" : "")));
        checks.add(flags(target));
        try {
            Answer answer = channel.ask(pid, new AgentArgument("dump", List.of()), timeout);
            JsonNode report = answer.report();
            if (answer.ok() && report != null) {
                checks.add(Check.ok("attach", "the agent answers, connleak " + answer.agentVersion()));
                checks.addAll(new AgentChecks(report, target).all());
            } else {
                checks.add(absent(target, String.join(" ", answer.message())));
            }
        } catch (AttachException | AgentVersionException e) {
            checks.add(Check.unseen("attach", e));
        }
        return checks;
    }

    private static Check absent(TargetFacts target, String said) {
        return Check.attention(
                "attach",
                "the JVM can be reached; " + said,
                target.startedWithAgent()
                        ? "It was started with -javaagent: read its first lines on stderr, which say why the agent stayed out "
                                + "(enabled=false, onlyMain=, a tool's JVM, a broken jar)."
                        : "connleak attach " + target.pid() + " loads it now; it then names new leaks only. For all of "
                                + "them start the JVM with the line of connleak agent.");
    }

    private static Check flags(TargetFacts target) {
        if (target.flags().contains("-XX:+DisableAttachMechanism")
                || target.flags().contains("-XX:-EnableDynamicAgentLoading")) {
            return Check.attention(
                    "start options",
                    String.join(" ", target.flags()) + ": the JVM refuses agents while it runs",
                    "Restart it without, or with the -javaagent line of connleak agent.");
        }
        return Check.ok(
                "start options",
                (target.startedWithAgent() ? "-javaagent with connleak" : "without connleak")
                        + (target.flags().isEmpty() ? "" : ", " + String.join(" ", target.flags())));
    }
}
