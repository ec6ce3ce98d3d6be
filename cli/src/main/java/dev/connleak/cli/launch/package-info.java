/**
 * Here programs of the command line run in JVMs of their own, with or without the agent inside this jar. Neither process
 * nor file outlives the {@link dev.connleak.cli.launch.Workbench}, however the command ends. Nothing here prints, and
 * nothing here knows what the programs are for.
 */
@NullMarked
package dev.connleak.cli.launch;

import org.jspecify.annotations.NullMarked;
