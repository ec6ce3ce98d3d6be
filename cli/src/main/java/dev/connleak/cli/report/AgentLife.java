package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** Whether the agent was at work when it wrote the report. */
public record AgentLife(
        @Nullable String state,
        @Nullable String since,
        @Nullable String reason,
        @Nullable Long internalErrors,
        @Nullable String selfTest) {}
