/**
 * Here each command of the command line has one file, and the root knows which exception ends with which exit code.
 * Nothing here parses reports, lays out pages or talks to other JVMs: that is done in the rooms {@code report},
 * {@code page} and {@code attach}. The commands are run in-process by their tests.
 */
@NullMarked
package dev.connleak.cli;

import org.jspecify.annotations.NullMarked;
