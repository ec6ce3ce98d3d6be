package dev.connleak.cli.ci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source file of a class in a repository. A source root may be the repository, a module, or a source directory
 * itself: below each one every {@code src/SET/LANGUAGE} is taken, whatever the set is called ({@code main}, {@code test},
 * {@code integrationTest}), so that one root does for a build of many modules. Kotlin may leave out the packages that all
 * files share, so a file that is not where its package says is looked for by its name and its {@code package} line.
 */
public final class Sources {

    private static final Set<String> LANGUAGES = Set.of("java", "kotlin", "groovy", "scala");

    /** What a build makes, and what others brought. */
    private static final Set<String> NOT_SOURCES = Set.of("target", "build", "out", "bin", "node_modules", "dist");

    /** A module of a module of a module, and its {@code src/main/java}. */
    private static final int MODULE_DEPTH = 10;

    private static final int PACKAGE_DEPTH = 30;

    /** A package line stands at the head of a file, below its licence. */
    private static final int HEAD_BYTES = 16 * 1024;

    private final Path repository;
    private final Set<Path> directories = new LinkedHashSet<>();
    private final Map<String, @Nullable Path> found = new HashMap<>();
    private @Nullable Map<String, List<Path>> byName;

    /**
     * @param repository what paths are relative to; a source outside is not found
     * @param roots where to look, in this order
     */
    public Sources(Path repository, List<Path> roots) {
        this.repository = repository.toAbsolutePath().normalize();
        for (Path root : roots) {
            gather(root.toAbsolutePath().normalize());
        }
    }

    /** The path of a frame's source below the repository, with {@code /}; null where the repository has none. */
    public @Nullable String of(Frame frame) {
        Path file = found.computeIfAbsent(frame.packageName() + "/" + frame.file(), key -> find(frame));
        return file == null ? null : relative(file);
    }

    /** A file of the repository as its paths are written, or null where it is none. */
    public @Nullable String relative(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (!absolute.startsWith(repository) || !Files.isRegularFile(absolute)) {
            return null;
        }
        return repository.relativize(absolute).toString().replace('\\', '/');
    }

    private @Nullable Path find(Frame frame) {
        String place = frame.packageName().replace('.', '/');
        for (Path directory : directories) {
            Path file = directory.resolve(place).resolve(frame.file());
            if (file.startsWith(repository) && Files.isRegularFile(file)) {
                return file;
            }
        }
        for (Path file : byName().getOrDefault(frame.file(), List.of())) {
            if (file.startsWith(repository) && declares(file, frame.packageName())) {
                return file;
            }
        }
        return null;
    }

    private void gather(Path root) {
        directories.add(root);
        walk(root, MODULE_DEPTH, new Tolerant() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(root) && skipped(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (sourceDirectory(directory)) {
                    directories.add(directory);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean skipped(Path directory) {
        String name = String.valueOf(directory.getFileName());
        return name.startsWith(".") || NOT_SOURCES.contains(name);
    }

    private static boolean sourceDirectory(Path directory) {
        Path set = directory.getParent();
        Path src = set == null ? null : set.getParent();
        return src != null
                && LANGUAGES.contains(String.valueOf(directory.getFileName()))
                && "src".equals(String.valueOf(src.getFileName()));
    }

    private Map<String, List<Path>> byName() {
        if (byName != null) {
            return byName;
        }
        Map<String, List<Path>> files = new HashMap<>();
        for (Path directory : directories) {
            if (!sourceDirectory(directory)) {
                continue;
            }
            walk(directory, PACKAGE_DEPTH, new Tolerant() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.computeIfAbsent(String.valueOf(file.getFileName()), name -> new ArrayList<>())
                            .add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        byName = files;
        return files;
    }

    private static void walk(Path root, int depth, Tolerant visitor) {
        try {
            Files.walkFileTree(root, Set.of(), depth, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean declares(Path file, String packageName) {
        String head;
        try (var in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // It was listed a moment ago and is gone or closed to us: as good as not there.
            return false;
        }
        try (Stream<String> lines = head.lines()) {
            return lines.map(line -> line.strip().replace(";", "").strip())
                    .anyMatch(line -> line.equals("package " + packageName));
        }
    }

    /** A directory that nobody may read holds no source that a reviewer could look at. */
    private abstract static class Tolerant extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
