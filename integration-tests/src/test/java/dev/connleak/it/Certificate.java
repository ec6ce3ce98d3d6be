package dev.connleak.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for localhost that vouches for itself, in a store that every JDK from 8 on can read. */
record Certificate(Path store) {
    private static final String PASSWORD = "changeit";
    private static final String MAKE = "-genkeypair -keyalg EC -storetype JKS -alias localhost -dname CN=localhost"
            + " -ext san=dns:localhost -validity 3650 -storepass " + PASSWORD + " -keypass " + PASSWORD + " -keystore";

    /** Made by the JDK that runs the tests. */
    static Certificate in(Path directory) throws IOException, InterruptedException {
        Path store = directory.resolve("localhost.jks");
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(MAKE.split(" ")));
        command.add(store.toString());
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        return new Certificate(store);
    }

    /** What a server uses. */
    SSLContext server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("JKS");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** The JVM's flags by which a client trusts it. */
    String[] trusted() {
        return new String[] {
            "-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
        };
    }
}
