/**
 * The switch in the wall between woven code and the agent. Woven code of the JDK and of libraries calls the one class in
 * this room, which is defined into {@code java.lang} because nothing else is visible everywhere. Nothing is decided,
 * remembered or logged here.
 */
@NullMarked
package dev.connleak.bridge;

import org.jspecify.annotations.NullMarked;
