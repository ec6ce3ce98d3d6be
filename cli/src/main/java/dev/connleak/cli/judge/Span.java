package dev.connleak.cli.judge;

import java.time.Instant;

/** From the start of the first JVM to the last report. */
public record Span(Instant from, Instant to) {}
