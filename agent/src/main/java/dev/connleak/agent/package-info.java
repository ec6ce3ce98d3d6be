@NullMarked
package dev.connleak.agent;

import org.jspecify.annotations.NullMarked;
