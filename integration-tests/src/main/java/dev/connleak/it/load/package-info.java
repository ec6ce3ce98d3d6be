/**
 * Programs that put load on one client each, and the server that answers them: the benchmark of the reference transport
 * starts them in processes of their own and lets them take turns. Nothing here judges; nothing here knows of connleak's
 * agent.
 */
@NullMarked
package dev.connleak.it.load;

import org.jspecify.annotations.NullMarked;
