package dev.connleak.it.bench;

/**
 * What one turn of one client gave.
 *
 * @param cpuNanos user and system time of the client's process, all its threads
 * @param serverCpuNanos the same of the server's, which no figure of the client contains
 */
record Sample(long exchanges, long nanos, long allocatedBytes, long cpuNanos, long serverCpuNanos) {
    double cpuMicros() {
        return cpuNanos / 1e3 / exchanges;
    }

    double serverCpuMicros() {
        return serverCpuNanos / 1e3 / exchanges;
    }

    double bytes() {
        return (double) allocatedBytes / exchanges;
    }

    double perSecond() {
        return exchanges * 1e9 / nanos;
    }
}
