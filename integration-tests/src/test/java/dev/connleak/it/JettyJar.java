package dev.connleak.it;

import dev.connleak.it.target.CellProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * The program that runs cells, in a jar that leads to another version of Jetty's client than the one it was compiled against:
 * those that the agent's own tests weave. In 12 the classes of the client are the same and their packages are others, which is
 * changed in the program's byte code; lines stay what they were.
 */
final class JettyJar {
    private static final String PACKAGE = "dev/connleak/it/target/";
    private static final Path LIBRARIES = AgentJar.path().resolveSibling("clients");

    private JettyJar() {}

    static Path of(String version, Path directory) {
        Path jar = directory.resolve("jetty-cells.jar");
        Path classes = Path.of(ClassPath.entry(CellProgram.class));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(file, manifest(version));
                Stream<Path> programs = Files.list(classes.resolve(PACKAGE))) {
            for (Path program :
                    programs.filter(each -> each.toString().endsWith(".class")).toList()) {
                to.putNextEntry(new JarEntry(PACKAGE + program.getFileName()));
                to.write(program(Files.readAllBytes(program), version));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static Manifest manifest(String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, CellProgram.class.getName());
        try (Stream<Path> all = Files.list(LIBRARIES)) {
            String libraries = all.filter(each -> {
                        String name = each.getFileName().toString();
                        return name.startsWith("jetty-") && name.endsWith("-" + version + ".jar")
                                || name.startsWith("slf4j-api-");
                    })
                    .map(jar -> jar.toUri().toString())
                    .collect(Collectors.joining(" "));
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries);
        }
        return manifest;
    }

    private static byte[] program(byte[] compiled, String version) {
        if (!version.startsWith("12.")) {
            return compiled;
        }
        ClassWriter writer = new ClassWriter(0);
        Remapper moved = new Remapper() {
            @Override
            public String map(String name) {
                for (String before : List.of("org/eclipse/jetty/client/api/", "org/eclipse/jetty/client/util/")) {
                    if (name.startsWith(before)) {
                        return "org/eclipse/jetty/client/" + name.substring(before.length());
                    }
                }
                return name;
            }
        };
        new ClassReader(compiled).accept(new ClassRemapper(writer, moved), 0);
        return writer.toByteArray();
    }
}
