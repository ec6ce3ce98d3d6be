/**
 * Here a file is held against its contract: the JSON Schemas, a check by them, and the removal of what should not leave the
 * house. Files are trees here, not reports: what is unknown has to be seen, to be named or taken out. Nothing here judges or
 * prints.
 */
@NullMarked
package dev.connleak.cli.contract;

import org.jspecify.annotations.NullMarked;
