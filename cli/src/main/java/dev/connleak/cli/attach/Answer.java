package dev.connleak.cli.attach;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent answered.
 *
 * @param exitCode the code the agent wants the command to end with
 * @param report the report as JSON, where one was asked for
 * @param javaMajor the target's Java version; 0 if unknown
 */
public record Answer(
        String agentVersion,
        boolean ok,
        int exitCode,
        List<String> message,
        @Nullable JsonNode report,
        int javaMajor) {}
