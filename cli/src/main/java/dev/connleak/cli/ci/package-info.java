/**
 * Here a verdict becomes what a build server reads: SARIF, JUnit XML, workflow commands, a step summary. Nothing here judges,
 * reads reports or decides an exit code; all text of a report is hostile until it was escaped for the format at hand. The
 * only files that are looked at are the sources, to name the line that a reviewer can click.
 */
@NullMarked
package dev.connleak.cli.ci;

import org.jspecify.annotations.NullMarked;
