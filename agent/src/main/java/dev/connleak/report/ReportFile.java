package dev.connleak.report;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the reports of this JVM go. A name is claimed by creating its file, which of several JVMs only one can do; from
 * then on the file is ours, and only what is ours is ever replaced. Nothing is thrown: what went wrong is returned, as
 * a sentence. The sweeper and the exit hook both write, hence the lock.
 *
 * <p>One descriptor is kept in reserve, that of the report as it was written last: an application that has used up all of
 * its own is the one whose last report is wanted most.
 */
public final class ReportFile {
    /** What a file is filled with. */
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private static final int OWNER_ONLY = 0600;
    // Some JVMs of one name are a fleet of workers; this many are reports that nobody takes away.
    private static final int MOST_NAMES = 10_000;

    private final String host;
    private final String pid;
    private final long jvmStartMillis;
    private final int mode;
    private final File directory;
    /** Null where the option names a directory only. */
    private final @Nullable String fileName;
    /** By the suffix of the name; guarded by this. */
    private final Map<String, File> claimed = new HashMap<>();
    /** This JVM's report, open; guarded by this. */
    private @Nullable RandomAccessFile kept;
    /** Interval reports that newer ones have replaced, oldest first; guarded by this. */
    private final ArrayDeque<File> earlier = new ArrayDeque<>();
    /** The sequence of the interval report that stands in this JVM's file, if one does; guarded by this. */
    private @Nullable Integer standing;

    /**
     * @param option the option {@code report}: a file, or a directory, which ends in a slash or exists
     * @param host null where it is not known, as is {@code pid}
     * @param mode the permission bits of each file
     */
    public ReportFile(String option, @Nullable String host, @Nullable Long pid, long jvmStartMillis, int mode) {
        this.host = host == null ? "unknown" : safe(host);
        this.pid = pid == null ? "unknown" : pid.toString();
        this.jvmStartMillis = jvmStartMillis;
        this.mode = mode;
        String path = expand(option);
        File file = new File(path).getAbsoluteFile();
        boolean isDirectory = path.endsWith("/") || path.endsWith(File.separator) || file.isDirectory();
        this.directory = isDirectory ? file : Objects.requireNonNull(file.getParentFile(), path);
        this.fileName = isDirectory ? null : file.getName();
    }

    /** Why no report can be written here, or null; leaves nothing behind but the directory. Safe before main. */
    public @Nullable String probe() {
        try {
            makeDirectory();
            File probe = new File(directory, scratchName());
            if (probe.createNewFile()) {
                delete(probe);
            }
            return null;
        } catch (IOException | SecurityException e) {
            return problem(e);
        }
    }

    /**
     * Writes or replaces this JVM's report. An interval report that is replaced is kept beside it, as {@code interval-N},
     * where N is its sequence.
     *
     * @param keep how many reports there may be afterwards, this one among them; the oldest go
     * @return why that was not possible, or null
     */
    public synchronized @Nullable String write(Report report, int keep) {
        String notKept = keepStanding(keep - 1);
        String problem = write(out -> ReportWriter.write(report, out), "");
        if (problem == null && report.run.trigger.name.equals("interval")) {
            standing = report.run.trigger.sequence;
        }
        return problem == null ? notKept : problem;
    }

    /** Writes or replaces a report beside that one, such as {@code exhaustion-1}. */
    public @Nullable String writeBeside(Report report, String name) {
        return write(out -> ReportWriter.write(report, out), "-" + name);
    }

    /** Gives the descriptor in reserve back; nothing is written after it. */
    public synchronized void close() {
        RandomAccessFile open = kept;
        kept = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // What was written is written; the descriptor goes with the object.
            return;
        }
    }

    /** Puts the interval report that is about to be replaced beside its place, and takes away the oldest ones. */
    private @Nullable String keepStanding(int most) {
        File main = claimed.get("");
        String problem = null;
        if (standing != null && main != null && most > 0) {
            String suffix = "-interval-" + standing;
            problem = write(out -> copy(main, out), suffix);
            File copy = claimed.remove(suffix);
            if (copy != null && problem == null) {
                earlier.add(copy);
            } else if (copy != null) {
                delete(copy);
            }
            standing = null;
        }
        while (earlier.size() > most) {
            delete(earlier.removeFirst());
        }
        return problem == null ? null : "the report before this one is not kept: " + problem;
    }

    private synchronized @Nullable String write(Content content, String suffix) {
        File part = new File(directory, scratchName());
        boolean beside = false;
        try {
            makeDirectory();
            beside = created(part);
            RandomAccessFile open = kept;
            if (!beside && open != null && suffix.isEmpty()) {
                replace(open, content);
                return null;
            }
            if (beside) {
                fill(part, content);
            }
            File target = claim(suffix);
            if (!beside || !part.renameTo(target)) {
                // A directory may take no new files, and Windows renames over no file.
                fill(target, content);
            }
            if (suffix.isEmpty()) {
                keep(target);
            }
            return null;
        } catch (IOException | SecurityException e) {
            return problem(e);
        } finally {
            if (beside) {
                delete(part);
            }
        }
    }

    /** The file of that suffix, ours alone; made, empty, when it is asked for first. */
    private File claim(String suffix) throws IOException {
        File ours = claimed.get(suffix);
        if (ours != null) {
            return ours;
        }
        File main = claimed.get("");
        String name = main == null ? fileName == null ? usualName() : fileName : main.getName();
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0 ? name.substring(0, dot) : name) + suffix;
        String extension = dot > 0 ? name.substring(dot) : "";
        for (int i = 1; i <= MOST_NAMES; i++) {
            File file = new File(directory, stem + (i == 1 ? "" : "-" + i) + extension);
            if (file.createNewFile()) {
                claimed.put(suffix, file);
                return file;
            }
        }
        throw new IOException(stem + extension + " to " + stem + "-" + MOST_NAMES + extension + " are taken");
    }

    private static boolean created(File part) {
        try {
            return part.createNewFile();
        } catch (IOException notHere) {
            // Then the report is written in place, and it is told if that fails, too.
            return false;
        }
    }

    private void fill(File file, Content content) throws IOException {
        restrict(file);
        try (OutputStream out = new FileOutputStream(file)) {
            content.to(out);
        }
    }

    /** In place, by the descriptor that is there; as a whole, so that a report that cannot be made spoils none. */
    private static void replace(RandomAccessFile open, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.to(bytes);
        open.setLength(0);
        open.seek(0);
        open.write(bytes.toByteArray());
    }

    private static void copy(File from, OutputStream to) throws IOException {
        try (InputStream in = new FileInputStream(from)) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                to.write(buffer, 0, read);
            }
        }
    }

    private void keep(File target) {
        try {
            if (kept != null) {
                kept.close();
            }
            kept = new RandomAccessFile(target, "rw");
        } catch (IOException noneLeft) {
            // Then this report was the last one that could be written, unless descriptors are given back.
            kept = null;
        }
    }

    /** Best effort, as a file system without permissions has none to give; the strict form comes first. */
    private void restrict(File file) {
        file.setReadable(false, false);
        file.setWritable(false, false);
        file.setExecutable(false, false);
        file.setReadable(true, true);
        file.setWritable(true, true);
        if (mode != OWNER_ONLY) {
            PosixMode.set(file, mode);
        }
    }

    private void makeDirectory() throws IOException {
        if (!directory.isDirectory() && !directory.mkdirs() && !directory.isDirectory()) {
            throw new IOException("the directory cannot be made");
        }
    }

    private static void delete(File file) {
        file.delete();
    }

    private String problem(Exception cause) {
        return "no report can be written to " + directory + " (" + cause.getMessage()
                + "); let this user write there or name another place with report=";
    }

    private String expand(String path) {
        String expanded = path.replace("%p", pid).replace("%h", host);
        return expanded.contains("%t") ? expanded.replace("%t", start()) : expanded;
    }

    private String usualName() {
        return "connleak-" + host + "-" + pid + "-" + start() + ".json";
    }

    private String scratchName() {
        return ".connleak-" + pid + "-" + System.nanoTime() + ".part";
    }

    /** Such as 20231114T221320Z. */
    private String start() {
        String iso = Instant.ofEpochSecond(Math.floorDiv(jvmStartMillis, 1000L)).toString();
        return iso.replace("-", "").replace(":", "");
    }

    private static String safe(String host) {
        StringBuilder safe = new StringBuilder(host);
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!plain && c != '.' && c != '_' && c != '-') {
                safe.setCharAt(i, '-');
            }
        }
        return safe.toString();
    }

    /** Needs {@code java.nio.file}, so it is a class of its own that is loaded only for a mode {@code java.io} lacks. */
    private static final class PosixMode {
        private PosixMode() {}

        static void set(File file, int mode) {
            // In the order of the bits, highest first.
            PosixFilePermission[] bits = PosixFilePermission.values();
            Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
            for (int i = 0; i < bits.length; i++) {
                if ((mode & 0400 >> i) != 0) {
                    permissions.add(bits[i]);
                }
            }
            try {
                Files.setPosixFilePermissions(file.toPath(), permissions);
            } catch (IOException | UnsupportedOperationException notPosix) {
                // The file stays its owner's alone.
                return;
            }
        }
    }
}
