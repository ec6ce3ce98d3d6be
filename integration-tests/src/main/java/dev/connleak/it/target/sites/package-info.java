/**
 * Programs whose exchanges take place in other frames, or on other threads, than those of the code that is to blame. They keep
 * the rules of the room above.
 */
@NullMarked
package dev.connleak.it.target.sites;

import org.jspecify.annotations.NullMarked;
