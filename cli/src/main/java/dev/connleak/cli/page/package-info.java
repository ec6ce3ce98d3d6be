/**
 * Here a report becomes a page for a tired person: plain text eighty columns wide, Markdown, JSON, or one HTML file. Whatever
 * comes from outside is made safe on its way, for terminals in {@link dev.connleak.cli.page.Page}, for a browser in {@link
 * dev.connleak.cli.page.MergedJson}. Nothing here reads files or decides about exit codes.
 */
@NullMarked
package dev.connleak.cli.page;

import org.jspecify.annotations.NullMarked;
