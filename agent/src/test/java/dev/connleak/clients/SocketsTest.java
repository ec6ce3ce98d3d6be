package dev.connleak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.track.Inspector.Endpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading is seen through closed fields only, so what can be seen of it is tested with the agent, in its own JVM. */
class SocketsTest {
    private final Sockets sockets = new Sockets(new dev.connleak.clients.Objects(type -> {}));
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aSocketTellsWhereItLeads() throws IOException {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            Endpoints endpoints = Objects.requireNonNull(sockets.endpoints(socket));

            assertThat(endpoints.local).isEqualTo("127.0.0.1:" + socket.getLocalPort());
            assertThat(endpoints.remote).isEqualTo("127.0.0.1:" + server.getLocalPort());
        }
    }

    @Test
    void aChannelTellsWhereItLeads() throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()))) {
            Endpoints endpoints = Objects.requireNonNull(sockets.endpoints(channel));

            assertThat(endpoints.remote).isEqualTo("127.0.0.1:" + server.getLocalPort());
            assertThat(sockets.closed(channel)).isFalse();
        }
    }

    @Test
    void anAsynchronousChannelTellsWhereItLeadsOnceItIsConnected() throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Endpoints before = sockets.endpoints(channel);

            channel.connect(server.getLocalSocketAddress()).get();

            assertThat(before).isNull();
            assertThat(Objects.requireNonNull(sockets.endpoints(channel)).remote)
                    .isEqualTo("127.0.0.1:" + server.getLocalPort());
            assertThat(sockets.closed(channel)).isFalse();
            channel.close();
            assertThat(sockets.endpoints(channel)).isNull();
            assertThat(sockets.closed(channel)).isTrue();
        }
    }

    @Test
    void whatIsNotConnectedLeadsNowhere() throws IOException {
        try (Socket socket = new Socket();
                SocketChannel channel = SocketChannel.open()) {
            assertThat(sockets.endpoints(socket)).isNull();
            assertThat(sockets.endpoints(channel)).isNull();
        }
    }

    @Test
    void aClosedChannelLeadsNowhereAndIsClosed() throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));

        channel.close();

        assertThat(sockets.endpoints(channel)).isNull();
        assertThat(sockets.closed(channel)).isTrue();
    }

    @Test
    void aSocketIsClosedWhenSomebodyHereClosedIt() throws IOException {
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        boolean before = sockets.closed(socket);

        socket.close();

        assertThat(before).isFalse();
        assertThat(sockets.closed(socket)).isTrue();
    }

    @Test
    void nothingIsNeitherClosedNorReadNorLeadsAnywhere() {
        assertThat(sockets.closed(null)).isFalse();
        assertThat(sockets.reading(null)).isFalse();
        assertThat(sockets.endpoints(null)).isNull();
    }

    @Test
    void anythingElseThatCanBeClosedTellsNothing() {
        assertThat(sockets.closed(() -> {})).isFalse();
        assertThat(sockets.reading(() -> {})).isFalse();
        assertThat(sockets.endpoints(() -> {})).isNull();
    }

    @Test
    void whereTheModuleSystemClosesTheSocketNobodyIsSeenReading() throws IOException {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(sockets.reading(socket)).isFalse();
        }
    }
}
