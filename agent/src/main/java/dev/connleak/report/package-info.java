/**
 * The report's model, its JSON and the file it goes to. Facts and findings come in finished, as immutable values; here
 * they are only written down, in the order and with the names of the schema beside this package. Nothing is judged,
 * counted or looked up here, no live object is touched, and no class of {@code java.nio.file} is needed to say at start
 * whether a report can be written.
 */
@NullMarked
package dev.connleak.report;

import org.jspecify.annotations.NullMarked;
