package dev.connleak.cli.attach;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JVMs that this user may attach to, without this one. A JVM with {@code -XX:-UsePerfData} does not show itself. */
public final class RunningJvms {

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"([^\"]*)\"");

    private RunningJvms() {}

    /** Whether this Java can attach to any of them. */
    public static boolean attachable() {
        return JdkDoor.available();
    }

    public static List<RunningJvm> all() {
        List<RunningJvm> all = JdkDoor.available() ? byAttachModule() : byPerformanceData();
        long self = ProcessHandle.current().pid();
        return all.stream()
                .filter(jvm -> jvm.pid() != self)
                .sorted(Comparator.comparingLong(RunningJvm::pid))
                .toList();
    }

    private static List<RunningJvm> byAttachModule() {
        List<RunningJvm> jvms = new ArrayList<>();
        for (VirtualMachineDescriptor descriptor : VirtualMachine.list()) {
            long pid = Long.parseLong(descriptor.id());
            jvms.add(new RunningJvm(pid, javaVersion(pid), firstWord(descriptor.displayName())));
        }
        return jvms;
    }

    /** Every JVM keeps a file of its id in a directory of its user's name; this says nothing of its main class. */
    private static List<RunningJvm> byPerformanceData() {
        Path directory = Path.of(
                System.getProperty("java.io.tmpdir", "/tmp"), "hsperfdata_" + System.getProperty("user.name", ""));
        List<RunningJvm> jvms = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[0-9]*")) {
            for (Path file : files) {
                long pid = Long.parseLong(String.valueOf(file.getFileName()));
                if (ProcessHandle.of(pid).isPresent()) {
                    jvms.add(new RunningJvm(pid, javaVersion(pid), null));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Without that directory no JVM of this user shows itself; the list stays empty.
        }
        return jvms;
    }

    /** From the file {@code release} of the target's Java: reading it costs the target nothing. */
    private static @Nullable String javaVersion(long pid) {
        try {
            Path proc = Path.of("/proc", Long.toString(pid));
            Path java = Files.readSymbolicLink(proc.resolve("exe"));
            Path bin = java.getParent();
            Path home = bin == null ? null : bin.getParent();
            if (home == null) {
                return null;
            }
            Path release = proc.resolve("root").resolve(Path.of("/").relativize(home.resolve("release")));
            Matcher version = VERSION.matcher(Files.readString(release, StandardCharsets.UTF_8));
            return version.find() ? version.group(1) : null;
        } catch (IOException | RuntimeException e) {
            // Not Linux, gone meanwhile, somebody else's, or a Java without that file: the version stays unknown.
            return null;
        }
    }

    private static @Nullable String firstWord(String displayName) {
        String word = displayName.strip().split(" ", 2)[0];
        return word.isEmpty() ? null : word;
    }
}
