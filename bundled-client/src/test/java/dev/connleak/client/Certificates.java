package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for servers under test, each by an authority of its own, made by the JDK that runs the tests. */
enum Certificates {
    /** For localhost, 127.0.0.1 and named.test. */
    GOOD("san=dns:localhost,dns:named.test,ip:127.0.0.1", "-validity", "3650"),
    EXPIRED("san=dns:localhost,ip:127.0.0.1", "-startdate", "-10d", "-validity", "1"),
    NOT_YET_VALID("san=dns:localhost,ip:127.0.0.1", "-startdate", "+3650d", "-validity", "1"),
    /** For other.test alone. */
    OTHER_HOST("san=dns:other.test", "-validity", "3650");

    private static final String PASSWORD = "changeit";

    private final String names;
    private final List<String> validity;

    Certificates(String names, String... validity) {
        this.names = names;
        this.validity = List.of(validity);
    }

    /** What a server uses. */
    SSLContext server() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** What a client uses that trusts this one's authority and no other. */
    SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", store().getCertificate("authority"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore store() throws Exception {
        Path file = file();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, PASSWORD.toCharArray());
        }
        return store;
    }

    private synchronized Path file() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target", "certificates"));
        Path file = directory.resolve(name() + ".p12");
        if (Files.exists(file)) {
            return file;
        }
        Path made = directory.resolve(name() + "-" + ProcessHandle.current().pid() + ".p12");
        keytool(made, "authority", "bc:c", "-validity", "3650");
        List<String> signed = new ArrayList<>(List.of("-signer", "authority"));
        signed.addAll(validity);
        keytool(made, "server", names, signed.toArray(String[]::new));
        Files.move(made, file);
        return file;
    }

    private static void keytool(Path store, String alias, String extension, String... more)
            throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(tool, "-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of("-alias", alias, "-dname", "CN=connleak " + alias, "-ext", extension));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException(command + " failed: " + said);
        }
    }
}
