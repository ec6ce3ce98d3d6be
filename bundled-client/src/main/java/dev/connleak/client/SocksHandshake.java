package dev.connleak.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a SOCKS 5 proxy for a connection (RFC 1928, and RFC 1929 for the password). The proxy resolves names. */
final class SocksHandshake {

    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int PASSWORD = 2;
    private static final int PASSWORD_VERSION = 1;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;

    /** RFC 1928, 6: the replies from 1 on. */
    private static final String[] REFUSALS = {
        "general SOCKS server failure",
        "connection not allowed by ruleset",
        "network unreachable",
        "host unreachable",
        "connection refused",
        "TTL expired",
        "command not supported",
        "address type not supported"
    };

    private final Socket socket;
    private final DataInputStream input;
    private final ProxyServer proxy;
    private final Route route;

    SocksHandshake(Socket socket, ProxyServer proxy, Route route) throws IOException {
        this.socket = socket;
        this.proxy = proxy;
        this.route = route;
        // Unbuffered, so that no byte of what follows is taken.
        input = new DataInputStream(socket.getInputStream());
    }

    /** After this the socket leads to the target. */
    void connect(Origin target) throws IOException {
        try {
            authenticate();
            request(target);
        } catch (EOFException e) {
            throw failure("the proxy hung up");
        }
    }

    private void authenticate() throws IOException {
        send(proxy.known() ? bytes(VERSION, 2, NO_AUTHENTICATION, PASSWORD) : bytes(VERSION, 1, NO_AUTHENTICATION));
        expect(VERSION);
        int method = input.readUnsignedByte();
        if (method == PASSWORD && proxy.known()) {
            ByteArrayOutputStream message = bytes(PASSWORD_VERSION);
            append(message, proxy.user(), "user");
            append(message, proxy.password(), "password");
            send(message);
            expect(PASSWORD_VERSION);
            if (input.readUnsignedByte() != 0) {
                throw failure("the proxy refused user or password");
            }
        } else if (method != NO_AUTHENTICATION) {
            throw failure("the proxy accepts none of our ways to authenticate");
        }
    }

    private void request(Origin target) throws IOException {
        ByteArrayOutputStream message = bytes(VERSION, CONNECT, 0);
        InetAddress address = IpLiteral.of(target.host());
        if (address == null) {
            message.write(NAME);
            append(message, target.host(), "host name");
        } else {
            byte[] raw = address.getAddress();
            message.write(raw.length == 4 ? IPV4 : IPV6);
            message.write(raw, 0, raw.length);
        }
        message.write(target.port() >> 8);
        message.write(target.port());
        send(message);
        expect(VERSION);
        int reply = input.readUnsignedByte();
        if (reply != 0) {
            throw failure(reply <= REFUSALS.length ? REFUSALS[reply - 1] : "unknown reply " + reply);
        }
        expect(0);
        skipAddress();
    }

    /** The proxy's own end, which is of no use. */
    private void skipAddress() throws IOException {
        int type = input.readUnsignedByte();
        int length;
        switch (type) {
            case IPV4:
                length = 4;
                break;
            case IPV6:
                length = 16;
                break;
            case NAME:
                length = input.readUnsignedByte();
                break;
            default:
                throw failure("unknown address type " + type + " in the reply");
        }
        input.readFully(new byte[length + 2]);
    }

    private void append(ByteArrayOutputStream message, String text, String what) throws SocksException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 255) {
            throw failure(what + " is longer than 255 bytes");
        }
        message.write(bytes.length);
        message.write(bytes, 0, bytes.length);
    }

    private void expect(int wanted) throws IOException {
        int found = input.readUnsignedByte();
        if (found != wanted) {
            throw failure("unexpected byte " + found + " from the proxy: not SOCKS 5");
        }
    }

    private void send(ByteArrayOutputStream message) throws IOException {
        socket.getOutputStream().write(message.toByteArray());
    }

    private SocksException failure(String reason) {
        return new SocksException(route.toString(), reason);
    }

    private static ByteArrayOutputStream bytes(int... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int value : values) {
            bytes.write(value);
        }
        return bytes;
    }
}
