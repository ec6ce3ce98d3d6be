/**
 * Go's transport as it was before commit d0a7d01 of 2012, as far as its leak needs it: the pool refuses a connection that
 * is one too many, closes it, and does not tell its reader. It carries the reference transport's names below a package of
 * its own, as a relocated copy does, which is how an agent finds it. For tests only.
 */
@NullMarked
package dev.connleak.it.target.historic.dev.connleak.client;

import org.jspecify.annotations.NullMarked;
