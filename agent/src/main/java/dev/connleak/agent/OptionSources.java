package dev.connleak.agent;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where options come from beside the agent's argument. */
interface OptionSources {
    @Nullable
    String property(String name);

    @Nullable
    String environment(String name);

    InputStream file(String path) throws IOException;

    /** Where nothing is given. */
    OptionSources NONE = new OptionSources() {
        @Override
        public @Nullable String property(String name) {
            return null;
        }

        @Override
        public @Nullable String environment(String name) {
            return null;
        }

        @Override
        public InputStream file(String path) throws IOException {
            throw new FileNotFoundException(path);
        }
    };

    /** This process. A security manager that forbids a look-up makes the option one that was not given. */
    final class OfThisJvm implements OptionSources {
        @Override
        public @Nullable String property(String name) {
            try {
                return System.getProperty(name);
            } catch (SecurityException forbidden) {
                return null;
            }
        }

        @Override
        public @Nullable String environment(String name) {
            try {
                return System.getenv(name);
            } catch (SecurityException forbidden) {
                return null;
            }
        }

        @Override
        public InputStream file(String path) throws IOException {
            return new FileInputStream(path);
        }
    }
}
