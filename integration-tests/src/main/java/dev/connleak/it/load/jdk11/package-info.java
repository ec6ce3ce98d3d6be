/** The load on {@code java.net.http}, which needs Java 11. Compiled on its own, with release 11. */
@NullMarked
package dev.connleak.it.load.jdk11;

import org.jspecify.annotations.NullMarked;
