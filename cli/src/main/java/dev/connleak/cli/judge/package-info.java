/**
 * Here causes are judged: against the thresholds, against what the baseline and the suppressions know already, and against
 * the question whether anybody could look. Pure values in, a verdict out; the only files that are read and written are the
 * two lists of known causes. Nothing here prints.
 */
@NullMarked
package dev.connleak.cli.judge;

import org.jspecify.annotations.NullMarked;
