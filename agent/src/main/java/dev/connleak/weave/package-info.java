/**
 * The only room that knows byte code: the transformer that offers itself to every class being loaded and answers nearly
 * all of them at once, and the template that puts calls to the bridge into the methods that the client files name. No
 * class is loaded or initialised here while another one is being transformed, nothing is locked, logged or read.
 */
@NullMarked
package dev.connleak.weave;

import org.jspecify.annotations.NullMarked;
