package dev.connleak.cli.doctor;

import dev.connleak.cli.attach.AgentJar;
import dev.connleak.cli.attach.RunningJvm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** What connleak needs of the machine and of itself before it can look at any JVM. */
public final class OwnChecks {

    /** In which the agent's rooms lie, so that no other loader finds them. */
    private static final String INSIDE = "inst/";

    private static final int JVMS_SHOWN = 5;

    private final String version;
    private final AgentJar agentJar;
    private final boolean canAttach;
    private final List<RunningJvm> running;

    /** @param version of this command line */
    public OwnChecks(String version, AgentJar agentJar, boolean canAttach, List<RunningJvm> running) {
        this.version = version;
        this.agentJar = agentJar;
        this.canAttach = canAttach;
        this.running = List.copyOf(running);
    }

    public List<Check> all() {
        return List.of(java(), jar(), temporaryDirectory(), jvms());
    }

    private Check java() {
        String java = Runtime.version() + " of " + System.getProperty("java.vendor", "unknown");
        return canAttach
                ? Check.ok("Java", java)
                : Check.attention(
                        "Java",
                        java + ", without the module jdk.attach",
                        "Run connleak with the java of a JDK, or start the JVM with the agent (connleak agent).");
    }

    private Check jar() {
        @Nullable Path copy = null;
        try {
            copy = Files.createTempFile("connleak-doctor", ".jar");
            agentJar.writeTo(copy);
            int classes = read(Files.readAllBytes(copy));
            String agent = agentJar.version();
            if (classes == 0) {
                return broken("it holds no agent");
            }
            return agent.equals(version)
                    ? Check.ok("agent jar", "connleak " + agent + ", whole")
                    : Check.attention(
                            "agent jar",
                            "connleak " + agent + " inside connleak " + version,
                            "Get connleak.jar again: both are of one version.");
        } catch (IOException e) {
            return broken(String.valueOf(e.getMessage()));
        } finally {
            remove(copy);
        }
    }

    private static Check broken(String how) {
        return Check.attention("agent jar", "it can't be read whole (" + how + ")", "Get connleak.jar again.");
    }

    /** Reads every entry, which checks their sums. */
    private static int read(byte[] jar) throws IOException {
        int inside = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zip.transferTo(new ByteArrayOutputStream());
                inside += entry.getName().startsWith(INSIDE) ? 1 : 0;
            }
        }
        return inside;
    }

    private static Check temporaryDirectory() {
        String directory = System.getProperty("java.io.tmpdir", "/tmp");
        @Nullable Path probe = null;
        try {
            probe = Files.createTempFile("connleak-doctor", ".tmp");
            return Check.ok("temporary dir", directory + ", writable");
        } catch (IOException e) {
            return Check.attention(
                    "temporary dir",
                    directory + " can't be written (" + e.getClass().getSimpleName() + ")",
                    "Make room there: JVMs are asked through files in it.");
        } finally {
            remove(probe);
        }
    }

    private Check jvms() {
        if (running.isEmpty()) {
            // On a build machine or before the application starts that is as it should be.
            return new Check(
                    "JVMs",
                    Check.State.OK,
                    "no other JVM of this user shows itself",
                    "If one should: run connleak as its user. One with -XX:-UsePerfData is reached by its PID all the "
                            + "same.");
        }
        List<String> some = new ArrayList<>(running.stream()
                .limit(JVMS_SHOWN)
                .map(jvm -> jvm.pid() + " " + Objects.requireNonNullElse(jvm.mainClass(), "(unknown)"))
                .toList());
        if (running.size() > JVMS_SHOWN) {
            some.add("and " + (running.size() - JVMS_SHOWN) + " more");
        }
        return Check.ok("JVMs", some.stream().collect(Collectors.joining(", ")));
    }

    private static void remove(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It lies where such things are cleared away.
            return;
        }
    }
}
