/**
 * The programs that need Java 11: java.net.http, and Flight Recorder as a witness. Compiled on their own, with release 11. They keep the same rules as the room above.
 */
@NullMarked
package dev.connleak.it.target.jdk11;

import org.jspecify.annotations.NullMarked;
