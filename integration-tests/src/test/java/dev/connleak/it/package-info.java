/**
 * Starts target programs in real JVMs, lets them talk to a raw server in this one, and judges connleak by what the kernel and that server saw. Nothing here runs a client or the agent in its own JVM.
 */
@NullMarked
package dev.connleak.it;

import org.jspecify.annotations.NullMarked;
