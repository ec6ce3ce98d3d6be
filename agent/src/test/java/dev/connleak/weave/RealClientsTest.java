package dev.connleak.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.connleak.clients.Clients;
import dev.connleak.clients.Hook;
import dev.connleak.clients.Substitution;
import dev.connleak.track.Event;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hook against the classes it was written for: the oldest and the newest version of each client, and this JDK. */
class RealClientsTest {
    private static final Path JARS = Path.of("target", "clients");
    private static final Clients CLIENTS = new Clients(type -> {}, new Substitution(null));
    private static final Hook[] HOOKS = CLIENTS.hooks();

    private final Transformer transformer = new Transformer(HOOKS, new ThrowAway(Map.of(), List.of()));

    static Stream<Arguments> libraries() {
        return Stream.of(
                library("apache-httpclient-5", "httpclient5-5.0.4.jar", "httpcore5-5.0.4.jar"),
                library("apache-httpclient-5", "httpclient5-5.1.4.jar", "httpcore5-5.1.5.jar"),
                library("apache-httpclient-5", "httpclient5-5.3.1.jar", "httpcore5-5.2.4.jar"),
                library("apache-httpclient-5", "httpclient5-5.6.1.jar", "httpcore5-5.4.jar"),
                library("okhttp", "okhttp-3.14.9.jar", "okio-1.17.2.jar"),
                library("okhttp", "okhttp-4.12.0.jar", "okio-jvm-3.6.0.jar"),
                library("okhttp", "okhttp-jvm-5.1.0.jar", "okio-jvm-3.15.0.jar"),
                jetty("9.4.57.v20241219"),
                jetty("10.0.24"),
                jetty("11.0.24"),
                jetty("12.0.22"),
                jetty("12.1.13"));
    }

    private static Arguments jetty(String version) {
        String[] jars = Stream.of("client", "http", "io", "util")
                .map(part -> "jetty-" + part + "-" + version + ".jar")
                .toArray(String[]::new);
        return library("jetty-client", jars);
    }

    private static Arguments library(String client, String... jars) {
        List<String> all = new ArrayList<>(List.of(jars));
        all.addAll(List.of("kotlin-stdlib-2.2.0.jar", "slf4j-api-1.7.36.jar"));
        return argumentSet(jars[0], client, all);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void everyHookFindsItsMethodInALibrary(String client, List<String> jars) throws Exception {
        Map<String, byte[]> woven = weave(client, jars);

        assertThat(woven).isNotEmpty();
        // A lease begins an exchange, or an exchange takes one; the request comes with it, or with the call.
        assertThat(eventsOf(woven.keySet()))
                .containsAnyOf(Event.LEASED, Event.EXCHANGE_STARTED)
                .containsAnyOf(Event.REQUEST, Event.CALLED)
                .contains(
                        Event.RELEASED,
                        Event.HEAD,
                        Event.BODY,
                        Event.EOF,
                        Event.CLOSE_ENTERED,
                        Event.CLOSE_LEFT,
                        Event.POOL_OPENED);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void theVerifierAcceptsWhatWasWovenIntoALibrary(String client, List<String> jars) throws Exception {
        Map<String, byte[]> woven = weave(client, jars);

        try (ThrowAway loader = new ThrowAway(woven, open(jars))) {
            for (String name : woven.keySet()) {
                assertThat(loader.link(name).getClassLoader()).isSameAs(loader);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aRelocatedCopyOfALibraryIsFoundAsThat(String client, List<String> jars) throws Exception {
        Set<String> found = new TreeSet<>();
        try (ThrowAway loader = new ThrowAway(Map.of(), open(jars))) {
            for (String type : typesOf(client)) {
                byte[] bytes = bytes(loader, type);
                if (bytes != null) {
                    String copy = "com/acme/shaded/" + type.replace('.', '/');
                    byte[] woven = transformer.transform(loader, copy, null, null, relocated(bytes));
                    assertThat(woven != null || isOptional(type)).as(copy).isTrue();
                    Woven told = Objects.requireNonNull(transformer.taken());
                    assertThat(told.relocated).as(copy).isTrue();
                    assertThat(told.missing).as(copy).isEmpty();
                    found.add(copy);
                }
            }
        }
        assertThat(found).isNotEmpty();
    }

    /** A constructor that calls another one of its class would tell of one exchange twice. */
    @ParameterizedTest
    @MethodSource("libraries")
    void whatBeginsAnExchangeInAConstructorIsToldOnce(String client, List<String> jars) throws Exception {
        try (ThrowAway loader = new ThrowAway(Map.of(), open(jars))) {
            for (Hook hook : HOOKS) {
                byte[] bytes = hook.method.equals("<init>") && hook.event == Event.EXCHANGE_STARTED
                        ? bytes(loader, hook.type)
                        : null;
                if (bytes != null) {
                    assertThat(constructorsThatCallEachOther(bytes))
                            .as(hook.toString())
                            .isZero();
                }
            }
        }
    }

    @Test
    void everyTypeThatIsNamedIsInSomeVersion() throws Exception {
        Set<String> absent = new TreeSet<>();
        for (Hook hook : HOOKS) {
            absent.add(hook.type);
        }
        List<String> all = Arrays.asList(Objects.requireNonNull(JARS.toFile().list()));
        try (ThrowAway loader = new ThrowAway(Map.of(), open(all))) {
            absent.removeIf(type -> bytes(loader, type) != null);
        }

        // The reference transport is another module of this project and is woven in the integration tests.
        absent.removeIf(type -> type.startsWith("dev.connleak.client."));
        assertThat(absent).isEmpty();
    }

    @Test
    void everyHookFindsItsMethodInThisJdk(@TempDir Path dir) throws Exception {
        Map<String, byte[]> woven = new HashMap<>();
        for (String type : jdkTypes()) {
            byte[] bytes = Objects.requireNonNull(bytes(ClassLoader.getSystemClassLoader(), type), type);
            byte[] result = transformer.transform(null, type.replace('.', '/'), null, null, bytes);
            assertNothingIsMissing(type);
            woven.put(type, Objects.requireNonNull(result, type));
        }

        assertThat(woven.keySet()).contains("sun.net.www.http.HttpClient", "jdk.internal.net.http.Http1Exchange");
        assertThat(link(woven, dir)).isEqualTo("linked " + woven.size());
    }

    // Weaving

    private Map<String, byte[]> weave(String client, List<String> jars) throws IOException {
        Map<String, byte[]> woven = new HashMap<>();
        try (ThrowAway loader = new ThrowAway(Map.of(), open(jars))) {
            for (String type : typesOf(client)) {
                byte[] bytes = bytes(loader, type);
                if (bytes != null) {
                    byte[] result = transformer.transform(loader, type.replace('.', '/'), null, null, bytes);
                    assertNothingIsMissing(type);
                    if (result != null || !isOptional(type)) {
                        woven.put(type, Objects.requireNonNull(result, type));
                    }
                }
            }
        }
        return woven;
    }

    private void assertNothingIsMissing(String type) {
        Woven told = Objects.requireNonNull(transformer.taken(), type);
        assertThat(told.failure).as(type).isNull();
        assertThat(told.missing).as(type).isEmpty();
        assertThat(told.relocated).as(type).isFalse();
    }

    /** The types of a client's hooks that are in no JDK. */
    private static Set<String> typesOf(String client) {
        Set<String> types = new LinkedHashSet<>();
        for (Hook hook : HOOKS) {
            boolean ours = hook.type.equals(Hook.STREAM);
            if (CLIENTS.client(hook.client).name().equals(client) && !isJdk(hook.type) && !ours) {
                types.add(hook.type);
            }
        }
        return types;
    }

    /** Some versions have other hooks in place of all those of this type. */
    private static boolean isOptional(String type) {
        return Arrays.stream(HOOKS).filter(hook -> hook.type.equals(type)).allMatch(hook -> hook.optional);
    }

    private static Set<String> jdkTypes() {
        Set<String> types = new LinkedHashSet<>();
        for (Hook hook : HOOKS) {
            if (isJdk(hook.type)) {
                types.add(hook.type);
            }
        }
        return types;
    }

    private static boolean isJdk(String type) {
        return type.startsWith("sun.") || type.startsWith("jdk.") || type.startsWith("java.");
    }

    private static Set<Event> eventsOf(Set<String> types) {
        Set<Event> events = EnumSet.noneOf(Event.class);
        for (Hook hook : HOOKS) {
            if (types.contains(hook.type)) {
                events.add(hook.event);
            }
        }
        return events;
    }

    private static List<JarFile> open(List<String> jars) throws IOException {
        List<JarFile> open = new ArrayList<>();
        for (String jar : jars) {
            open.add(new JarFile(JARS.resolve(jar).toFile()));
        }
        return open;
    }

    private static byte @Nullable [] bytes(ClassLoader loader, String type) {
        if (loader instanceof ThrowAway library) {
            byte[] inJars = library.bytes(type);
            if (inJars != null) {
                return inJars;
            }
        }
        try (InputStream in = loader.getResourceAsStream(type.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] relocated(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        Remapper prefix = new Remapper() {
            @Override
            public String map(String name) {
                return Stream.of("okhttp3/", "org/apache/hc/", "org/eclipse/jetty/")
                                .anyMatch(name::startsWith)
                        ? "com/acme/shaded/" + name
                        : name;
            }
        };
        new ClassReader(bytes).accept(new ClassRemapper(writer, prefix), 0);
        return writer.toByteArray();
    }

    private static int constructorsThatCallEachOther(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        int[] calls = new int[1];
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return !name.equals("<init>")
                                ? null
                                : new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String type, boolean isInterface) {
                                        if (called.equals("<init>") && owner.equals(reader.getClassName())) {
                                            calls[0]++;
                                        }
                                    }
                                };
                    }
                },
                ClassReader.SKIP_FRAMES);
        return calls[0];
    }

    /** Links woven JDK classes in a JVM of its own, which verifies its own classes, too. */
    private static String link(Map<String, byte[]> woven, Path dir) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal", "--add-modules", "java.net.http"));
        for (String module : List.of("java.base", "java.net.http")) {
            command.addAll(List.of("--patch-module", module + "=" + dir.resolve(module)));
        }
        for (Map.Entry<String, byte[]> type : woven.entrySet()) {
            String module = type.getKey().startsWith("jdk.internal.net.http.") ? "java.net.http" : "java.base";
            Path file = dir.resolve(module).resolve(type.getKey().replace('.', File.separatorChar) + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, type.getValue());
        }
        command.addAll(List.of("-cp", Path.of("target", "test-classes").toString(), Linker.class.getName()));
        command.addAll(woven.keySet());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as(String.join(" ", command))
                    .isTrue();
            return said.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
