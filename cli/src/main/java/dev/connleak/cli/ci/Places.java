package dev.connleak.cli.ci;

import dev.connleak.cli.judge.Judged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The place of each cause in the repository: its site, or else the innermost frame that is code of the repository, since the
 * line that leaks may be a library's; or else the fallback file.
 */
public final class Places {

    /** More steps than this nobody reads. */
    private static final int MOST_STEPS = 30;

    /** What a repository of Java code has at its top, in this order. */
    private static final List<String> USUAL = List.of(
            "pom.xml", "build.gradle.kts", "build.gradle", "settings.gradle.kts", "settings.gradle", "README.md");

    private final Sources sources;
    private final @Nullable String fallback;

    /** @param fallback a file of the repository, below it; null for one that is usual */
    public Places(Path repository, Sources sources, @Nullable String fallback) {
        this.sources = sources;
        this.fallback = fallback != null
                ? fallback
                : USUAL.stream()
                        .map(name -> sources.relative(repository.resolve(name)))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** Null where neither a frame nor a fallback is in the repository. */
    @Nullable
    Place of(Judged cause) {
        Frame site = Frame.of(cause.finding().site());
        return Stream.concat(
                        Stream.ofNullable(site),
                        cause.stack().stream().map(Frame::of).filter(Objects::nonNull))
                .map(this::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(fallback == null ? null : new Place(fallback, 1, null));
    }

    /** The way to the place, outermost frame first; only frames of the repository. */
    List<Place> way(Judged cause) {
        List<Place> way = new ArrayList<>();
        for (String text : cause.stack()) {
            Frame frame = Frame.of(text);
            Place place = frame == null ? null : of(frame);
            if (place != null && way.size() < MOST_STEPS) {
                way.add(0, place);
            }
        }
        return way;
    }

    private @Nullable Place of(Frame frame) {
        String path = sources.of(frame);
        return path == null ? null : new Place(path, Math.max(1, frame.line()), frame);
    }
}
