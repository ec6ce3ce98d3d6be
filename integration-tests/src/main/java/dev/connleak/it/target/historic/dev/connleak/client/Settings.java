package dev.connleak.it.target.historic.dev.connleak.client;

import java.util.concurrent.ThreadFactory;

/** What a pool is made with. */
final class Settings {
    final ThreadFactory threads;
    final int maxIdle;

    Settings(ThreadFactory threads, int maxIdle) {
        this.threads = threads;
        this.maxIdle = maxIdle;
    }
}
