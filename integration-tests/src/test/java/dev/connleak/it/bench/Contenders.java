package dev.connleak.it.bench;

import dev.connleak.client.Transport;
import dev.connleak.it.ClassPath;
import dev.connleak.it.Jdk;
import dev.connleak.it.load.ApacheLoad;
import dev.connleak.it.load.LoadClient;
import dev.connleak.it.load.LoadProgram;
import dev.connleak.it.load.LoadServer;
import dev.connleak.it.load.OkHttpLoad;
import dev.connleak.it.load.ReferenceLoad;
import dev.connleak.it.load.ReferencePlatformLoad;
import dev.connleak.it.load.UrlConnectionLoad;
import dev.connleak.it.load.jdk11.JdkHttpLoad;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.slf4j.Logger;
import org.slf4j.impl.StaticLoggerBinder;

/**
 * Who takes part on one JDK. The first is the reference transport as it is meant to be used there, which all others are
 * compared with; the second is the same again, whose ratio to the first is what this measurement cannot resolve.
 */
final class Contenders {
    /** Where the profile has put OkHttp 5 and what it needs; the tests' own OkHttp is a 4. */
    static final String OKHTTP_5 = "connleak.bench.okhttp5";

    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m");

    private final Path java;
    private final boolean virtual;
    private final int callers;

    private Contenders(Jdk jdk, Path home, int callers) {
        this.java = home.resolve("bin/java");
        this.virtual = jdk.atLeast(Jdk.JDK_21);
        this.callers = callers;
    }

    /** @param callers the largest number of callers to come */
    static List<Contender> on(Jdk jdk, Path home, int callers) {
        return new Contenders(jdk, home, callers).all();
    }

    /** The server, which everybody shares. It runs on the JVM of the benchmark itself. */
    static List<String> server() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return java(java, List.of(ClassPath.entry(LoadServer.class)), LoadServer.class, List.of());
    }

    private List<Contender> all() {
        List<Contender> all = new ArrayList<>();
        String reference = ClassPath.entry(Transport.class);
        all.add(load("reference", ReferenceLoad.class, virtual, reference));
        all.add(load("reference again (A/A)", ReferenceLoad.class, virtual, reference));
        if (virtual) {
            all.add(load("reference, platform callers", ReferenceLoad.class, false, reference));
            all.add(load("reference, platform threads", ReferencePlatformLoad.class, false, reference));
        }
        all.add(okHttp());
        String[] apache = homes(
                HttpClient.class, HttpEntity.class, HttpVersionPolicy.class, Logger.class, StaticLoggerBinder.class);
        all.add(load("Apache HttpClient 5", ApacheLoad.class, false, apache));
        if (virtual) {
            all.add(load("Apache HttpClient 5, virtual callers", ApacheLoad.class, true, apache));
        }
        all.add(load("HttpURLConnection", UrlConnectionLoad.class, false));
        all.add(load("java.net.http", JdkHttpLoad.class, false));
        all.add(GoProgram.contender());
        return all;
    }

    private Contender okHttp() {
        String directory = System.getProperty(OKHTTP_5);
        if (directory == null) {
            return Contender.skipped("OkHttp 5", "its jars are there in the profile bench only");
        }
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return load(
                    "OkHttp 5",
                    OkHttpLoad.class,
                    false,
                    files.map(Path::toString).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Contender load(
            String name, Class<? extends LoadClient> client, boolean virtualCallers, String... libraries) {
        List<String> classPath = new ArrayList<>(List.of(ClassPath.entry(LoadProgram.class)));
        classPath.addAll(List.of(libraries));
        String threads = virtualCallers ? "VIRTUAL" : "PLATFORM";
        List<String> arguments = List.of(client.getName(), threads, Integer.toString(callers));
        return Contender.running(name, java(java, classPath, LoadProgram.class, arguments));
    }

    private static List<String> java(Path java, List<String> classPath, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(HEAP);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), program.getName()));
        command.addAll(arguments);
        return command;
    }

    private static String[] homes(Class<?>... types) {
        return Stream.of(types).map(ClassPath::entry).distinct().toArray(String[]::new);
    }
}
