/**
 * A program that speaks protocols of its own, over sockets and channels that no client made, and that is a server itself.
 * Its leak is marked as in the room above, whose rules it keeps.
 */
@NullMarked
package dev.connleak.it.target.raw;

import org.jspecify.annotations.NullMarked;
