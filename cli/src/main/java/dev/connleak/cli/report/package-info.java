/**
 * Here a report file becomes values: it is opened, told from other files, and read leniently, so that a newer agent's
 * report can still be shown. Nothing here judges or prints; every way in which a file can be wrong has an exception
 * whose message says what to do next. The fields are those of the report's contract that some command shows.
 */
@NullMarked
package dev.connleak.cli.report;

import org.jspecify.annotations.NullMarked;
