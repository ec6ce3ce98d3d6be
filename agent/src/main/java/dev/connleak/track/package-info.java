/**
 * The ledger: facts about pools, connections, exchanges, bodies and threads, written by application threads and tidied by
 * one sweeper thread. Nothing is judged here, nothing that the application owns is held, and no application thread waits.
 */
@NullMarked
package dev.connleak.track;

import org.jspecify.annotations.NullMarked;
