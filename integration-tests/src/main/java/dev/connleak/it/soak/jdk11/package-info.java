/** The part of the soak that needs Java 11. It is found by name only. */
@NullMarked
package dev.connleak.it.soak.jdk11;

import org.jspecify.annotations.NullMarked;
