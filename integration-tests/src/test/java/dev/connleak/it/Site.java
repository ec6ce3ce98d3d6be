package dev.connleak.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A call site as a report names it. */
record Site(String className, String method, String file, int line) {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String MARK = "// @site";

    /** The marked line of a method of a target program, looked up in its source. */
    static Site marked(Class<?> program, String method) {
        return marked(program, program.getSimpleName(), method);
    }

    /** The same for a class that only its own package sees; it lies in that of the program. */
    static Site marked(Class<?> program, String simpleName, String method) {
        String file = simpleName + ".java";
        Path source =
                SOURCES.resolve(program.getPackageName().replace('.', '/')).resolve(file);
        List<String> lines = lines(source);
        int declaration = index(lines, 0, " " + method + "(");
        int marked = index(lines, declaration, MARK);
        return new Site(program.getPackageName() + "." + simpleName, method, file, marked + 1);
    }

    private static int index(List<String> lines, int from, String text) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no \"" + text + "\" from line " + (from + 1));
    }

    private static List<String> lines(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
