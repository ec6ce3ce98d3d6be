/**
 * The program that has a great many exchanges with random ends, and counts them for itself. Nothing here knows of the agent:
 * what it counts is what it saw and did. It runs on Java 8 and up, but for the client of {@code jdk11}.
 */
@NullMarked
package dev.connleak.it.soak;

import org.jspecify.annotations.NullMarked;
