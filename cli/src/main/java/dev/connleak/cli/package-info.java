@NullMarked
package dev.connleak.cli;

import org.jspecify.annotations.NullMarked;
