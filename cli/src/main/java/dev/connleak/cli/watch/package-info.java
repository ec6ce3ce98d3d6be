/**
 * Here reports that come each second become a live view: what was read of one report, what the user wants to see of it, the
 * lines that show it, and the terminal. Only {@link dev.connleak.cli.watch.LiveTerminal} knows the terminal library. Nothing
 * here judges: the agent's findings are shown as they are.
 */
@NullMarked
package dev.connleak.cli.watch;

import org.jspecify.annotations.NullMarked;
