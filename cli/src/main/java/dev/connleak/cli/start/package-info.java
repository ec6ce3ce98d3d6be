/**
 * The way in, for every Java from 8 on. One class, compiled for Java 8, that looks at the Java it runs on and hands over to
 * the command line, or says in a sentence why it can't. Nothing else is done here.
 */
@NullMarked
package dev.connleak.cli.start;

import org.jspecify.annotations.NullMarked;
