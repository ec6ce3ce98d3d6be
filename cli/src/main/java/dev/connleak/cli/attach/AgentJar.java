package dev.connleak.cli.attach;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;

/**
 * The agent jar inside this jar.
 *
 * <p>A JVM keeps the jar of an agent open for its life, so the file that is loaded is never changed: its name holds the hash
 * of its content, and the same agent is the same file. The temporary directory belongs to everybody. A file that is already
 * there is therefore believed only if it is ours and holds our bytes; anything else is replaced, which the directory's
 * sticky bit forbids if it is somebody else's.
 */
public final class AgentJar {

    private static final String RESOURCE = "/META-INF/connleak/connleak-agent.jar";

    private final byte[] bytes;

    public AgentJar() {
        try (InputStream in = AgentJar.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this jar is not whole: " + RESOURCE + " is missing");
            }
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String version() {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            Manifest manifest = jar.getManifest();
            String version = manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            return version == null ? "unknown" : version;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the jar to a file whole or not at all. */
    public void writeTo(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path beside = Files.createTempFile(parent, ".connleak-agent", ".tmp");
        try {
            Files.write(beside, bytes);
            // Another user's JVM, which root may attach to, has to read it as well; it holds no secret.
            if (Files.getFileAttributeView(beside, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** The file in a temporary directory that holds this very jar; made if it is not there. */
    Path in(Path temporaryDirectory) {
        Path file = temporaryDirectory.resolve("connleak-agent-" + user() + "-" + hash() + ".jar");
        try {
            if (!ours(file)) {
                writeTo(file);
            }
            return file;
        } catch (IOException e) {
            throw new AgentJarException(file, e);
        }
    }

    private boolean ours(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner(file))
                && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    /** Who we are, as that file system names us: the owner of a file that we make there. */
    private static UserPrincipal owner(Path file) throws IOException {
        Path probe = Files.createTempFile(file.toAbsolutePath().getParent(), ".connleak-owner", ".tmp");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static String user() {
        return System.getProperty("user.name", "unknown").replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
