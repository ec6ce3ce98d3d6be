/**
 * Life and death of the agent: entry, options, installation, the sweeper's thread, reports on their occasions, commands
 * through the attach channel. This room wires the others together and is the only one with static state. It never throws
 * at the application, never exits it, and writes nowhere but on stderr and where the options say.
 */
@NullMarked
package dev.connleak.agent;

import org.jspecify.annotations.NullMarked;
