/**
 * From facts to causes: pure functions over an immutable snapshot, with every rule and every threshold in one place. Which
 * frames are the application's is decided here, too. No live object is touched and nothing is remembered between two
 * diagnoses.
 */
@NullMarked
package dev.connleak.diagnose;

import org.jspecify.annotations.NullMarked;
