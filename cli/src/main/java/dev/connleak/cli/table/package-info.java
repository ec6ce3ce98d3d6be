/**
 * Here the table of the eight cells is measured: a server and a client in JVMs of their own, what each of them, the kernel
 * and the agent say of the connections, and how that compares with what is expected. Nothing here prints or decides about
 * exit codes.
 */
@NullMarked
package dev.connleak.cli.table;

import org.jspecify.annotations.NullMarked;
