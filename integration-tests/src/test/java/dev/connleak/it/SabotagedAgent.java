package dev.connleak.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * The agent under test with one class woven: the ledger does, before it records an event, what the system property
 * {@code sabotage.EVENT} of the target says: {@code once} throws and removes the property, {@code always} throws, {@code linger} stays inside as long as the property is there.
 */
final class SabotagedAgent {
    private static final String LEDGER = "dev.connleak.track.Ledger";
    private static final String ENTRY = "inst/dev/connleak/track/Ledger.classdata";

    private SabotagedAgent() {}

    /** Writes the jar into that directory. */
    static Path in(Path directory) {
        Path sabotaged = directory.resolve("sabotaged-agent.jar");
        try (JarFile from = new JarFile(AgentJar.path().toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(sabotaged))) {
            for (JarEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream in = from.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    to.write(entry.getName().equals(ENTRY) ? woven(bytes) : bytes);
                }
            }
            return sabotaged;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] woven(byte[] ledger) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(LEDGER, ledger),
                ClassFileLocator.ForClassLoader.of(SabotagedAgent.class.getClassLoader()));
        TypeDescription type = TypePool.Default.of(locator).describe(LEDGER).resolve();
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .redefine(type, locator)
                .visit(Advice.to(Deed.class).on(ElementMatchers.named("record")))
                .make()
                .getBytes();
    }

    /** Copied into the ledger, which is a class of Java 8: nothing newer may stand here. */
    private static final class Deed {
        private Deed() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Object event) {
            String key = "sabotage.".concat(event.toString());
            String deed = System.getProperty(key);
            if (deed != null) {
                if (deed.equals("once")) {
                    System.clearProperty(key);
                }
                if (deed.equals("linger")) {
                    System.setProperty("lingering", "true");
                    while (System.getProperty(key) != null) {
                        Thread.yield();
                    }
                } else {
                    throw new IllegalStateException("sabotage of ".concat(event.toString()));
                }
            }
        }
    }
}
