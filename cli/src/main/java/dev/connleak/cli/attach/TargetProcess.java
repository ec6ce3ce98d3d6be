package dev.connleak.cli.attach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process that a command is meant for. What Linux tells about it below {@code /proc} is asked before anything is sent: the
 * attach protocol begins with a SIGQUIT, which kills a process that is no JVM. Elsewhere only its existence is known.
 *
 * @param root where the process's files are: {@code /} or, if it lives in another mount namespace, {@code /proc/PID/root}
 */
record TargetProcess(long pid, Path root) {

    /**
     * Older Javas look for the attach socket below {@code /proc/PID/root} only if the process has another id in its own
     * namespace (JDK-8342449). Where it has a /tmp of its own and the same id, as under systemd's PrivateTmp, they send
     * SIGQUIT over and over, and each makes the JVM print all its threads.
     */
    static final int FINDS_PRIVATE_TMP = 24;

    private static final Path PROC = Path.of("/proc");

    static TargetProcess find(long pid) {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new NoSuchProcessException(pid);
        }
        Path proc = PROC.resolve(Long.toString(pid));
        if (!Files.isDirectory(proc)) {
            return new TargetProcess(pid, Path.of("/"));
        }
        requireSameUser(pid, proc);
        requireJvm(pid, proc);
        Path root = root(proc);
        if (!root.equals(Path.of("/"))
                && Runtime.version().feature() < FINDS_PRIVATE_TMP
                && sameInItsNamespace(pid, proc)) {
            throw new PrivateTmpException(pid);
        }
        return new TargetProcess(pid, root);
    }

    /** A path as the process sees it, as we see it. */
    Path seenFromHere(Path inTarget) {
        return root.resolve(Path.of("/").relativize(inTarget));
    }

    private static void requireSameUser(long pid, Path proc) {
        int theirs = uid(proc);
        int ours = uid(PROC.resolve("self"));
        if (theirs >= 0 && ours > 0 && theirs != ours) {
            throw new OtherUserException(pid, theirs);
        }
    }

    private static int uid(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:uid");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Unknown is not a reason to refuse: the attach itself will say no.
            return -1;
        }
    }

    private static void requireJvm(long pid, Path proc) {
        try (Stream<String> maps = Files.lines(proc.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            if (maps.noneMatch(line -> line.contains("/libjvm.so"))) {
                throw new NotJvmException(pid);
            }
        } catch (IOException | UncheckedIOException e) {
            // The map of a process that drops privileges can't be read; the JDK then looks at its signal mask.
        }
    }

    private static boolean sameInItsNamespace(long pid, Path proc) {
        try (Stream<String> status = Files.lines(proc.resolve("status"), StandardCharsets.ISO_8859_1)) {
            return status.anyMatch(line -> line.equals("NSpid:\t" + pid));
        } catch (IOException | UncheckedIOException e) {
            // A kernel that does not tell has no such namespaces.
            return false;
        }
    }

    private static Path root(Path proc) {
        try {
            Path ours = Files.readSymbolicLink(PROC.resolve("self/ns/mnt"));
            Path theirs = Files.readSymbolicLink(proc.resolve("ns/mnt"));
            return ours.equals(theirs) ? Path.of("/") : proc.resolve("root");
        } catch (IOException | UnsupportedOperationException e) {
            // Without namespaces to compare there is one file system.
            return Path.of("/");
        }
    }
}
