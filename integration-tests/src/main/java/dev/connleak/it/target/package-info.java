/**
 * Programs that leak connections, or do not, on command: they run in forked JVMs from Java 8 on, and the tests judge them from outside. Each line that enters a client ends in a {@code @site}
 * comment, so that a test can look up the line that connleak must name. Nothing here knows of connleak.
 */
@NullMarked
package dev.connleak.it.target;

import org.jspecify.annotations.NullMarked;
