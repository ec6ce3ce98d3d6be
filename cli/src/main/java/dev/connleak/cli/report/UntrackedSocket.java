package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** Sockets of the process that no watched client owns. */
public record UntrackedSocket(
        @Nullable String local,
        @Nullable String remote,
        @Nullable String tcpState,
        @Nullable Long count) {}
