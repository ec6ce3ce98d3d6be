package dev.connleak.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Spring Boot's executable jar: its loader in front, the program below {@code BOOT-INF/classes}, whole jars in {@code BOOT-INF/lib}. */
final class NestedJar {
    private static final Path LOADER = Path.of("target/neighbours/spring-boot-loader.jar");

    private final JarOutputStream out;

    private NestedJar(JarOutputStream out) {
        this.out = out;
    }

    /** Packs what the launch has on its class path, and starts the program from there. */
    static Launch of(Launch launch, Path directory) throws IOException {
        Path jar = directory.resolve("program.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest(launch.program()))) {
            NestedJar nested = new NestedJar(out);
            nested.addLoader();
            nested.add("BOOT-INF/classes/", new byte[0]);
            for (Path entry : launch.classPath()) {
                if (Files.isDirectory(entry)) {
                    nested.addClasses(entry);
                } else {
                    nested.add("BOOT-INF/lib/" + entry.getFileName(), Files.readAllBytes(entry));
                }
            }
        }
        return launch.packed(jar);
    }

    private static Manifest manifest(Class<?> program) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Main-Class", "org.springframework.boot.loader.launch.JarLauncher",
                        "Start-Class", program.getName(),
                        "Spring-Boot-Classes", "BOOT-INF/classes/",
                        "Spring-Boot-Lib", "BOOT-INF/lib/")
                .forEach(manifest.getMainAttributes()::putValue);
        return manifest;
    }

    private void addLoader() throws IOException {
        try (ZipFile loader = new ZipFile(LOADER.toFile())) {
            List<? extends ZipEntry> entries = loader.stream()
                    .filter(entry -> entry.getName().startsWith("org/"))
                    .filter(entry -> !entry.isDirectory())
                    .toList();
            for (ZipEntry entry : entries) {
                add(entry.getName(), loader.getInputStream(entry).readAllBytes());
            }
        }
    }

    private void addClasses(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add("BOOT-INF/classes/" + directory.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    /** Stored, as the loader wants a jar inside its own. */
    private void add(String name, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
