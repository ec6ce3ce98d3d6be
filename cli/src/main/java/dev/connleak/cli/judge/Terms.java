package dev.connleak.cli.judge;

/**
 * What the user asked for.
 *
 * @param maxNew so many new causes are let pass
 * @param allowPartial clients that were used and can't be judged are accepted
 * @param allowMissing so are directories without reports and JVMs that never finished theirs
 * @param expectTraffic no exchange anywhere is not accepted
 */
public record Terms(
        Threshold threshold, int maxNew, boolean allowPartial, boolean allowMissing, boolean expectTraffic) {}
