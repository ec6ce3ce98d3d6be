/**
 * The only room that knows any HTTP client: one file each, a list of hooks and what can be read off the client's objects.
 * What a hook reports goes to the ledger as it is. No file here weaves, judges or keeps anything, and none depends on the
 * library it describes.
 */
@NullMarked
package dev.connleak.clients;

import org.jspecify.annotations.NullMarked;
