package dev.connleak.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The repository that a command is called in. */
final class Repository {

    private Repository() {}

    /** The nearest directory with a {@code .git}, from the working directory upward; else the working directory. */
    static Path here() {
        Path working = working();
        for (Path at = working; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return working;
    }

    static Path working() {
        return Path.of("").toAbsolutePath().normalize();
    }
}
