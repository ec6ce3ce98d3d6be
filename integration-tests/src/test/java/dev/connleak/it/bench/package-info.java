/**
 * Measures the reference transport beside other clients: each in a process of its own, in turns, against one server.
 * The {@code README.md} beside this file says how and why. Nothing here asserts how fast anything is.
 */
@NullMarked
package dev.connleak.it.bench;

import org.jspecify.annotations.NullMarked;
