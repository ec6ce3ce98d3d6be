/**
 * Here many reports become one picture: of each JVM the latest report counts, JVMs are added up by cause, and earlier reports
 * feed the timeline. Memory stays bounded however many reports come, since only numbers are kept of each and whole evidence
 * of a few. Nothing here reads files, prints, or decides whether a build passes.
 */
@NullMarked
package dev.connleak.cli.merge;

import org.jspecify.annotations.NullMarked;
