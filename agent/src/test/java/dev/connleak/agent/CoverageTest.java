package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.clients.Clients;
import dev.connleak.clients.Hook;
import dev.connleak.report.Watch;
import dev.connleak.track.Clock;
import dev.connleak.track.Ledger;
import dev.connleak.track.Snapshots;
import dev.connleak.track.Sweep;
import dev.connleak.weave.Transformer;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    private static final String PROXY = "org/apache/hc/client5/http/impl/classic/InternalExecRuntime";
    private static final String POOL = "okhttp3/internal/connection/RealConnectionPool";

    private final Clients clients = new Clients(type -> {});
    private final Hook[] hooks = clients.hooks();
    private final Transformer transformer = new Transformer(hooks, CoverageTest.class.getClassLoader());
    private final Coverage coverage = new Coverage(clients, transformer);

    @Test
    void aClientThatWasNotLoadedIsSaidToBeThat() {
        Watch.ClientCoverage okhttp = entry("okhttp");

        assertThat(okhttp.state).isEqualTo("not-loaded");
        assertThat(okhttp.verdicts).isNull();
        assertThat(okhttp.relocated).isNull();
        assertThat(coverage.judged()).doesNotContainNull();
        assertThat(coverage.classes()).isZero();
    }

    @Test
    void aClassWithAllItsHooksIsWatched() {
        load(POOL, realConnectionPool(), "file:/lib/okhttp-4.12.0.jar");

        Watch.ClientCoverage okhttp = entry("okhttp");

        assertThat(okhttp.state).isEqualTo("watched");
        assertThat(okhttp.verdicts).isTrue();
        assertThat(okhttp.relocated).isFalse();
        assertThat(okhttp.version).isEqualTo("4.12.0");
        assertThat(okhttp.missing).isEmpty();
        assertThat(coverage.classes()).isEqualTo(1);
    }

    @Test
    void aMissingFactMakesItPartialAndLeavesItsVerdicts() {
        load(POOL, empty(POOL), null);

        Watch.ClientCoverage okhttp = entry("okhttp");

        assertThat(okhttp.state).isEqualTo("partial");
        assertThat(okhttp.verdicts).isTrue();
        assertThat(okhttp.missing).contains("okhttp3.internal.connection.RealConnectionPool#put/1");
    }

    @Test
    void aMissingEndOfTheLeaseSwitchesVerdictsOff() {
        load(PROXY, empty(PROXY), null);

        Watch.ClientCoverage apache = entry("apache-httpclient-5");

        assertThat(apache.verdicts).isFalse();
        assertThat(apache.missing).doesNotHaveDuplicates();
        assertThat(coverage.judged()).containsNull().contains("okhttp");
    }

    @Test
    void aClassThatCannotBeWovenFailsTheClient() {
        load(PROXY, new byte[] {1, 2, 3}, null);

        Watch.ClientCoverage apache = entry("apache-httpclient-5");

        assertThat(apache.state).isEqualTo("failed");
        assertThat(apache.verdicts).isFalse();
        assertThat(apache.missing).hasSize(1);
    }

    @Test
    void aRelocatedCopyIsToldAsThat() {
        load("com/acme/shaded/" + POOL, realConnectionPool(), null);

        assertThat(entry("okhttp").relocated).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "file:/lib/okhttp-jvm-5.1.0.jar, 5.1.0",
                "file:/lib/httpclient5-5.3.1.jar, 5.3.1",
                "jar:file:/app.jar!/BOOT-INF/lib/okhttp-4.12.0.jar!/, 4.12.0",
                "file:/lib/okhttp.jar, -",
                "file:/classes/, -",
                "-, -",
            })
    void theVersionStandsInTheJarsName(@Nullable String place, @Nullable String version) {
        load(POOL, realConnectionPool(), place);

        assertThat(entry("okhttp").version).isEqualTo(version);
    }

    private void load(String name, byte[] bytes, @Nullable String place) {
        transformer.transform(null, name, null, place == null ? null : domain(place), bytes);
        coverage.update();
    }

    private Watch.ClientCoverage entry(String client) {
        Ledger ledger = new Ledger(Clock.SYSTEM, clients.handsOut(), 100, false, false);
        Sweep sweep = new Sweep(ledger, clients, 1);
        List<Watch.ClientCoverage> entries = coverage.entries(new Snapshots(ledger, sweep, clients).take());
        return entries.stream()
                .filter(entry -> entry.client.equals(client))
                .findFirst()
                .orElseThrow();
    }

    private static ProtectionDomain domain(String place) {
        try {
            return new ProtectionDomain(new CodeSource(URI.create(place).toURL(), (Certificate[]) null), null);
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** With a constructor and put(), which is all that is hooked there. */
    private static byte[] realConnectionPool() {
        ClassWriter writer = writer(POOL);
        for (String method : List.of("<init>()V", "put(Ljava/lang/Object;)V")) {
            int paren = method.indexOf('(');
            MethodVisitor code = writer.visitMethod(
                    Opcodes.ACC_PUBLIC, method.substring(0, paren), method.substring(paren), null, null);
            code.visitCode();
            if (method.startsWith("<init>")) {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            }
            code.visitInsn(Opcodes.RETURN);
            code.visitMaxs(1, 2);
            code.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] empty(String name) {
        ClassWriter writer = writer(name);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static ClassWriter writer(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        return writer;
    }
}
