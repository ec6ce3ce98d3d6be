package dev.connleak.cli.table;

import dev.connleak.cli.report.Finding;
import java.util.List;

/**
 * One treatment, as it was measured.
 *
 * @param agentLoops loop threads that the agent's report counts
 * @param findings the agent's findings at this treatment's method; none where it has nothing to say
 */
public record Measurement(Treatment treatment, Seen seen, int agentLoops, List<Finding> findings) {

    public Measurement {
        findings = List.copyOf(findings);
    }
}
