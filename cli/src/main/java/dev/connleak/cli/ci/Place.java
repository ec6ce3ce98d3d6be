package dev.connleak.cli.ci;

import org.jspecify.annotations.Nullable;

/**
 * Where a reviewer should look.
 *
 * @param path below the repository, with {@code /}; the file exists
 * @param line from 1
 * @param frame the frame that led there; null for the fallback file
 */
record Place(String path, int line, @Nullable Frame frame) {}
