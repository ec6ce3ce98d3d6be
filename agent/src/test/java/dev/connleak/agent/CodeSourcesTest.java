package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.report.Origins.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeSourcesTest {
    private static final String ORDERS = Orders.class.getName();

    @TempDir
    Path directory;

    @Test
    void aClassOfAJarIsOfWhatTheJarIsCalled() {
        Origin origin = Objects.requireNonNull(of(ObjectMapper.class.getName(), ObjectMapper.class));

        assertThat(origin.name).isEqualTo("jackson-databind");
        assertThat(origin.version).startsWith("2.");
    }

    @Test
    void theManifestTellsTheVersionWhereTheNameDoesNot() throws Exception {
        try (URLClassLoader loader = loader("orders.jar", "4.7")) {
            Origin origin = Objects.requireNonNull(of(ORDERS, loader.loadClass(ORDERS)));

            assertThat(origin.name).isEqualTo("orders");
            assertThat(origin.version).isEqualTo("4.7");
        }
    }

    @Test
    void aManifestMaySayNothing() throws Exception {
        try (URLClassLoader loader = loader("orders.jar", null)) {
            Origin origin = Objects.requireNonNull(of(ORDERS, loader.loadClass(ORDERS)));

            assertThat(origin.version).isNull();
        }
    }

    @Test
    void ofAClassFromADirectoryNothingIsKnown() {
        assertThat(of(ORDERS, Orders.class)).isNull();
    }

    @Test
    void ofAClassOfThePlatformNothingIsKnown() {
        assertThat(of("java.lang.String", String.class)).isNull();
    }

    @Test
    void ofTwoClassesWithOneNameNothingIsKnown() throws Exception {
        try (URLClassLoader one = loader("orders-1.jar", null);
                URLClassLoader other = loader("orders-2.jar", null)) {
            assertThat(of(ORDERS, one.loadClass(ORDERS), other.loadClass(ORDERS)))
                    .isNull();
        }
    }

    @Test
    void oneClassThatTwoLoadersHaveFromOneJarIsKnown() throws Exception {
        try (URLClassLoader one = loader("orders-1.jar", null);
                URLClassLoader other = loader("orders-1.jar", null)) {
            assertThat(of(ORDERS, one.loadClass(ORDERS), other.loadClass(ORDERS)))
                    .isNotNull();
        }
    }

    @Test
    void whereNothingIsAskedNothingIsLookedAt() {
        Instrumentation none = instrumentation(() -> {
            throw new AssertionError("nobody wanted to know");
        });

        assertThat(new CodeSources(none).of(Set.of())).isEmpty();
    }

    private static @Nullable Origin of(String wanted, Class<?>... loaded) {
        Map<String, Origin> known = new CodeSources(instrumentation(() -> loaded)).of(Set.of(wanted));
        return known.get(wanted);
    }

    private interface Loaded {
        Class<?>[] classes();
    }

    private static Instrumentation instrumentation(Loaded loaded) {
        return (Instrumentation) Proxy.newProxyInstance(
                CodeSourcesTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> loaded.classes());
    }

    private URLClassLoader loader(String jar, @Nullable String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (version != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        String entry = ORDERS.replace('.', '/') + ".class";
        Path file = directory.resolve(jar);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream to = new JarOutputStream(out, manifest);
                InputStream from = Objects.requireNonNull(Orders.class.getResourceAsStream("/" + entry))) {
            to.putNextEntry(new JarEntry(entry));
            from.transferTo(to);
        }
        return new URLClassLoader(new URL[] {file.toUri().toURL()}, null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.equals(ORDERS)
                        ? super.findClass(name)
                        : CodeSourcesTest.class.getClassLoader().loadClass(name);
            }
        };
    }
}
