package dev.connleak.it.target.raw;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/**
 * The frames of PostgreSQL: a plain socket asks for TLS, which is then laid over it; after the start-up packet this side is
 * inside a read, for whatever the server tells.
 */
final class Postgres extends Protocol {
    /** As its documentation has them, "Message Formats". */
    private static final int SSL_REQUEST = 80877103;

    private static final int VERSION_3 = 196608;
    private static final byte[] USER = "user\0connleak\0\0".getBytes(StandardCharsets.US_ASCII);

    @Override
    void speak(int port) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket secured = secured(plain)) {
            DataOutputStream out = new DataOutputStream(secured.getOutputStream());
            out.writeInt(8 + USER.length);
            out.writeInt(VERSION_3);
            out.write(USER);
            DataInputStream in = new DataInputStream(secured.getInputStream());
            for (int type = in.read(); type >= 0; type = in.read()) {
                in.readFully(new byte[in.readInt() - 4]);
                beat();
            }
        }
    }

    private static Socket secured(Socket plain) throws IOException {
        DataOutputStream out = new DataOutputStream(plain.getOutputStream());
        out.writeInt(8);
        out.writeInt(SSL_REQUEST);
        if (plain.getInputStream().read() != 'S') {
            throw new IOException("no TLS");
        }
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        return tls.createSocket(plain, "localhost", plain.getPort(), true);
    }
}
