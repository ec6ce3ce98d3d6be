package dev.connleak.cli.page;

import dev.connleak.cli.report.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trims a stack to the frames that its reader wrote. The report says only which frame is the site, so the rest is guessed:
 * frames of the site's own packages are the application's, frames of the run-time and of well-known libraries are not.
 */
public final class ApplicationFrames {

    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.",
            "org.springframework.",
            "org.apache.",
            "org.eclipse.",
            "org.glassfish.",
            "org.jboss.",
            "org.junit.",
            "org.asynchttpclient.",
            "com.google.",
            "com.fasterxml.",
            "com.zaxxer.",
            "software.amazon.awssdk.",
            "io.netty.",
            "io.undertow.",
            "io.vertx.",
            "reactor.",
            "rx.",
            "feign.",
            "retrofit2.",
            "okhttp3.",
            "okio.");

    /** Segments of the site's class name that make "the same house": {@code com.acme.orders}. */
    private static final int HOUSE_SEGMENTS = 3;

    private ApplicationFrames() {}

    /** The application's frames from the site outwards; all frames where none is recognised. */
    public static List<String> of(List<String> frames, @Nullable Site site) {
        List<String> fromSite = site == null || site.className() == null
                ? frames
                : frames.subList(indexOfSite(frames, site.className() + "." + site.method() + "("), frames.size());
        String house = site == null || site.className() == null ? null : house(site.className());
        List<String> own =
                fromSite.stream().filter(frame -> application(frame, house)).toList();
        return own.isEmpty() ? frames : own;
    }

    private static int indexOfSite(List<String> frames, String start) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).startsWith(start)) {
                return i;
            }
        }
        return 0;
    }

    private static boolean application(String frame, @Nullable String house) {
        return (house != null && frame.startsWith(house)) || LIBRARIES.stream().noneMatch(frame::startsWith);
    }

    private static String house(String className) {
        int end = 0;
        for (int i = 0; i < HOUSE_SEGMENTS; i++) {
            int dot = className.indexOf('.', end);
            if (dot < 0) {
                return className + ".";
            }
            end = dot + 1;
        }
        return className.substring(0, end);
    }
}
