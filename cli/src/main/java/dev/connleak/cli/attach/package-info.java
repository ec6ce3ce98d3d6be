/**
 * Here the command line talks to the agent in another JVM: it finds the process, loads the agent jar with an argument, and
 * waits for the answer file. The result of the JDK's attach protocol is never believed: JDK 8 reports false failures, and the
 * raw status of 21 and 25 is a success where a load was refused. Only the answer file counts. Nothing here prints.
 */
@NullMarked
package dev.connleak.cli.attach;

import org.jspecify.annotations.NullMarked;
