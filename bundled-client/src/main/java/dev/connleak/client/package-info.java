@NullMarked
package dev.connleak.client;

import org.jspecify.annotations.NullMarked;
