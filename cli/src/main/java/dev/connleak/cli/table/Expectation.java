package dev.connleak.cli.table;

import dev.connleak.cli.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be measured of one treatment.
 *
 * @param left connections that stay open, each with two loops
 * @param client the kernel's state of the client's end of each of these
 * @param server the same of the server's end
 * @param verdict what the agent has to say, null for nothing
 */
public record Expectation(
        int opened,
        int reused,
        int left,
        String client,
        String server,
        @Nullable Verdict verdict) {

    private static final String ESTABLISHED = "ESTABLISHED";

    /** A socket that is closed on both sides and only waits for stray packets. Which side has it, depends on who was first. */
    private static final String CLOSED = "TIME_WAIT";

    private static final int LOOPS = 2;

    /** A finding's severity and outcome, in the report's words. */
    public record Verdict(String severity, String outcome) {}

    public static Expectation of(Treatment treatment, BodySize size) {
        int exchanges = treatment.exchanges();
        boolean reusable = treatment.keepAlive() && treatment.read();
        int opened = reusable ? 1 : exchanges;
        boolean leak = !treatment.read() && !treatment.closed() && treatment != Treatment.CANCELED;
        int left = leak ? exchanges : reusable && treatment != Treatment.IDLE_TIMEOUT ? 1 : 0;
        // A server that still has to send can't close: of a large body both ends stay as they are.
        boolean halfClosed = leak && !treatment.keepAlive() && size == BodySize.small;
        return new Expectation(
                opened,
                exchanges - opened,
                left,
                halfClosed ? "CLOSE_WAIT" : ESTABLISHED,
                halfClosed ? "FIN_WAIT2" : ESTABLISHED,
                verdict(treatment, leak));
    }

    private static @Nullable Verdict verdict(Treatment treatment, boolean leak) {
        if (leak) {
            return new Verdict("leak", treatment.keepAlive() ? "held" : "stuck");
        }
        // Without keep-alive an early close costs nothing: that connection was to be closed anyway.
        return treatment.keepAlive() && !treatment.read() ? new Verdict("waste", "destroyed") : null;
    }

    /** What differs, in words; empty where all is as expected. */
    public List<String> differences(Measurement measured) {
        List<String> differences = differences(measured.seen());
        int loops = measured.seen().loops();
        if (measured.agentLoops() != loops) {
            differences.add("the transport has " + loops + " loops, the agent counts " + measured.agentLoops());
        }
        List<Verdict> verdicts = verdict == null ? List.of() : List.of(verdict);
        List<Finding> findings = measured.findings();
        if (!verdicts.equals(findings.stream().map(Expectation::verdict).toList())) {
            differences.add("the agent says "
                    + words(findings.stream().map(Expectation::verdict).toList()) + ", not " + words(verdicts));
        }
        return differences;
    }

    /** The part that is not the agent's. */
    List<String> differences(Seen seen) {
        List<String> differences = new ArrayList<>();
        compare("connections opened", opened, seen.opened(), differences);
        compare("exchanges on a reused connection", reused, seen.reused(), differences);
        compare("loops left", left * LOOPS, seen.loops(), differences);
        compare("client", client, seen.client(), differences);
        compare("server", server, seen.server(), differences);
        return differences;
    }

    private static void compare(String what, int expected, int measured, List<String> differences) {
        if (expected != measured) {
            differences.add(measured + " " + what + ", not " + expected);
        }
    }

    private void compare(String side, String state, @Nullable Map<String, Integer> measured, List<String> differences) {
        if (measured == null) {
            return;
        }
        int inState = measured.getOrDefault(state, 0);
        int others = measured.entrySet().stream()
                .filter(each -> !each.getKey().equals(state) && !each.getKey().equals(CLOSED))
                .mapToInt(Map.Entry::getValue)
                .sum();
        if (inState != left || others > 0) {
            differences.add("sockets of the " + side + ": " + measured + ", not " + left + " " + state);
        }
    }

    private static Verdict verdict(Finding finding) {
        return new Verdict(finding.severity(), String.valueOf(finding.outcome()));
    }

    private static String words(List<Verdict> verdicts) {
        return verdicts.isEmpty()
                ? "nothing"
                : String.join(
                        " and ",
                        verdicts.stream()
                                .map(each -> each.severity() + ", " + each.outcome())
                                .toList());
    }
}
