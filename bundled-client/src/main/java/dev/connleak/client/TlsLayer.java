package dev.connleak.client;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Lays TLS over a connection, as a client.
 *
 * <p>The peer's certificate must be for the host that is dialled (RFC 9110, 4.3.4), which is also the name that is
 * indicated (RFC 6066, 3); a name in the application's {@link SSLParameters} takes the place of both.
 */
final class TlsLayer {

    private final Settings settings;
    private final Socket tcp;
    private final DialTrace trace;

    /** @param tcp the socket at the bottom, which is closed when a handshake takes too long */
    TlsLayer(Settings settings, Socket tcp, DialTrace trace) {
        this.settings = settings;
        this.tcp = tcp;
        this.trace = trace;
    }

    /** Shake hands over a connected socket. */
    SSLSocket over(Socket below, Origin peer) throws IOException {
        String host = peer.host();
        String name = serverName(settings.sslParameters);
        SSLSocket socket = (SSLSocket)
                context().getSocketFactory().createSocket(below, name == null ? host : name, peer.port(), true);
        if (settings.sslParameters != null) {
            socket.setSSLParameters(settings.sslParameters);
        }
        SSLParameters parameters = socket.getSSLParameters();
        if (name == null) {
            indicate(host, parameters);
        }
        if (parameters.getEndpointIdentificationAlgorithm() == null) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        String place = peer.hostAndPort();
        trace.tlsHandshakeStart(place);
        IOException failure = handshakeFailure(socket, place);
        trace.tlsHandshakeDone(place, failure == null ? socket.getSession() : null, failure);
        if (failure != null) {
            throw failure;
        }
        return socket;
    }

    private @Nullable IOException handshakeFailure(SSLSocket socket, String place) throws IOException {
        TimeLimit limit = TimeLimit.start(
                settings.threads,
                "TLS handshake with " + place,
                settings.tlsHandshakeTimeoutNanos,
                () -> Link.discard(tcp));
        IOException failure = null;
        try (TimeLimit closing = limit) {
            socket.startHandshake();
        } catch (SSLException e) {
            failure = told(place, e);
        } catch (IOException e) {
            failure = new TlsHandshakeException(place, e);
        }
        return limit.passed() ? new TlsHandshakeTimeoutException(place) : failure;
    }

    private static IOException told(String place, SSLException failure) {
        CertificateRejectedException rejected = CertificateRejectedException.of(place, failure);
        if (rejected != null) {
            return rejected;
        }
        // "Unrecognized SSL message, plaintext connection?" on 8, "Unsupported or unrecognized SSL message" since 11.
        boolean foreign = String.valueOf(failure.getMessage()).contains("nrecognized SSL message");
        return foreign ? new SchemeMismatchException(place, failure) : new TlsHandshakeException(place, failure);
    }

    private SSLContext context() throws IOException {
        if (settings.sslContext != null) {
            return settings.sslContext;
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this JVM has no default SSLContext", e);
        }
    }

    private static @Nullable String serverName(@Nullable SSLParameters parameters) {
        if (parameters == null || parameters.getServerNames() == null) {
            return null;
        }
        for (SNIServerName name : parameters.getServerNames()) {
            if (name instanceof SNIHostName) {
                return ((SNIHostName) name).getAsciiName();
            }
        }
        return null;
    }

    /** The JDK would by itself leave out names without a dot. Addresses must not be indicated. */
    private static void indicate(String host, SSLParameters parameters) {
        if (IpLiteral.of(host) != null) {
            return;
        }
        try {
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            parameters.setServerNames(Collections.singletonList(new SNIHostName(name)));
        } catch (IllegalArgumentException e) {
            // A name that DNS may know and that SNI cannot carry (an underscore, for one) goes without.
            return;
        }
    }
}
