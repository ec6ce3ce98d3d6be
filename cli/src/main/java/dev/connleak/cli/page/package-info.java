/**
 * Here a report becomes a page of plain text, eighty columns wide, for a tired person. Whatever comes from outside is made
 * safe for terminals on its way through {@link dev.connleak.cli.page.Page}. Nothing here reads files or decides about
 * exit codes.
 */
@NullMarked
package dev.connleak.cli.page;

import org.jspecify.annotations.NullMarked;
