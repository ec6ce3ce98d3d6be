package dev.connleak.attach;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The process that is to be asked, as Linux shows it below {@code /proc}. It is looked at before anything is sent: an
 * attach begins with a SIGQUIT, which ends a process that is no JVM. Elsewhere nothing is known and nothing refused.
 */
final class Target {
    private static final File PROC = new File("/proc");

    private Target() {}

    /** @throws RefusalException if an attach would fail, or do harm */
    static void check(long pid) throws RefusalException {
        if (!new File(PROC, "self").exists()) {
            return;
        }
        File process = new File(PROC, Long.toString(pid));
        if (!process.exists()) {
            throw new RefusalException("there is no process " + pid + ": see jps");
        }
        String theirs = user(process);
        String ours = user(new File(PROC, "self"));
        if (theirs != null && ours != null && !ours.equals("0") && !theirs.equals(ours)) {
            throw new RefusalException("process " + pid + " runs as uid " + theirs + "; run this as that user");
        }
        if (contains(new File(process, "maps"), "/libj9vm")) {
            throw new RefusalException(
                    "process " + pid + " runs on OpenJ9, which connleak does not support: use HotSpot");
        }
        if (isReadable(new File(process, "maps")) && !contains(new File(process, "maps"), "/libjvm.so")) {
            throw new RefusalException("process " + pid + " is not a HotSpot JVM: see jps");
        }
        if (!namespace(process).equals(namespace(new File(PROC, "self")))) {
            throw new RefusalException(
                    "process " + pid + " has files of its own, as in a container: run this there (nsenter -t " + pid
                            + " -m -p java -jar connleak-agent.jar …), or use connleak.jar, which looks through its walls");
        }
    }

    /** The effective user id, which owns the attach socket; null where it cannot be read. */
    private static @Nullable String user(File process) {
        String line = line(new File(process, "status"), "Uid:");
        String[] words = line == null ? new String[0] : line.split("\\s+");
        return words.length > 2 ? words[2] : null;
    }

    /** Empty where it cannot be read, as for a process of somebody else. */
    private static String namespace(File process) {
        try {
            // The link leads to no file, mnt:[4026531841], so a canonical path does not follow it.
            return Files.readSymbolicLink(new File(process, "ns/mnt").toPath()).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isReadable(File file) {
        return line(file, "") != null;
    }

    private static boolean contains(File file, String text) {
        try (BufferedReader lines = reader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(text)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Unknown: the attach itself will say no.
            return false;
        }
        return false;
    }

    private static @Nullable String line(File file, String prefix) {
        try (BufferedReader lines = reader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(prefix)) {
                    return line;
                }
            }
        } catch (IOException e) {
            // Unknown: the attach itself will say no.
            return null;
        }
        return null;
    }

    private static BufferedReader reader(File file) throws IOException {
        return new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8));
    }
}
