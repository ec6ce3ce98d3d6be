/**
 * Here connleak looks at itself and at a JVM, one thing after the other, and says what to do about each that is not well.
 * Every check ends with an answer, whatever goes wrong in it; nothing here prints or decides about exit codes.
 */
@NullMarked
package dev.connleak.cli.doctor;

import org.jspecify.annotations.NullMarked;
