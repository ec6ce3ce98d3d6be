package dev.connleak.clients;

import dev.connleak.track.Inspector.Endpoints;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What can be read off a socket without touching it: where it leads, whether it is closed, whether somebody reads. */
final class Sockets {
    private final Objects read;

    Sockets(Objects read) {
        this.read = read;
    }

    @Nullable
    Endpoints endpoints(@Nullable Closeable socket) {
        if (socket instanceof Socket) {
            Socket plain = (Socket) socket;
            return plain.isConnected()
                    ? endpoints(plain.getLocalSocketAddress(), plain.getRemoteSocketAddress())
                    : null;
        }
        if (socket instanceof SocketChannel) {
            SocketChannel channel = (SocketChannel) socket;
            try {
                return channel.isConnected() ? endpoints(channel.getLocalAddress(), channel.getRemoteAddress()) : null;
            } catch (IOException e) {
                // Closed in between: it leads nowhere any more.
                return null;
            }
        }
        return socket instanceof AsynchronousSocketChannel ? endpoints((AsynchronousSocketChannel) socket) : null;
    }

    private static @Nullable Endpoints endpoints(AsynchronousSocketChannel channel) {
        try {
            SocketAddress remote = channel.getRemoteAddress();
            return remote == null ? null : endpoints(channel.getLocalAddress(), remote);
        } catch (IOException e) {
            // Closed in between, as above.
            return null;
        }
    }

    boolean closed(@Nullable Closeable socket) {
        if (socket instanceof Socket) {
            return ((Socket) socket).isClosed();
        }
        return socket instanceof NetworkChannel && !((NetworkChannel) socket).isOpen();
    }

    /**
     * Whether a thread is inside a read of this socket. On 13+ {@code NioSocketImpl} holds its read lock for that time
     * (virtual threads alike); on 8 to 12 {@code AbstractPlainSocketImpl} counts the threads that use the descriptor.
     */
    boolean reading(@Nullable Closeable socket) {
        Object implementation = implementation(socket);
        Object lock = read.field(implementation, "readLock");
        if (lock instanceof ReentrantLock) {
            return ((ReentrantLock) lock).isLocked();
        }
        return read.number(implementation, "fdUseCount") > 0;
    }

    /** How many threads are inside a read or a write of this socket; -1 where that can't be told. */
    int threadsInside(@Nullable Closeable socket) {
        Object implementation = implementation(socket);
        Object descriptor = read.field(implementation, "fd");
        if (!(descriptor instanceof FileDescriptor) || !((FileDescriptor) descriptor).valid()) {
            // Laid over another one, in a way that nobody here knows.
            return -1;
        }
        Object reading = read.field(implementation, "readLock");
        Object writing = read.field(implementation, "writeLock");
        if (reading instanceof ReentrantLock && writing instanceof ReentrantLock) {
            return (((ReentrantLock) reading).isLocked() ? 1 : 0) + (((ReentrantLock) writing).isLocked() ? 1 : 0);
        }
        Object using = read.field(implementation, "fdUseCount");
        return using instanceof Integer ? (Integer) using : -1;
    }

    private @Nullable Object implementation(@Nullable Closeable socket) {
        Object plain = socket;
        for (int depth = 0; depth < 3 && plain instanceof Socket; depth++) {
            // A TLS socket is laid over another one: BaseSSLSocketImpl.self.
            Object below = read.field(plain, "self");
            if (below == null || below == plain) {
                break;
            }
            plain = below;
        }
        if (!(plain instanceof Socket)) {
            return null;
        }
        Object implementation = read.field(plain, "impl");
        Object delegate = read.field(implementation, "delegate");
        return delegate == null ? implementation : delegate;
    }

    private static @Nullable Endpoints endpoints(@Nullable SocketAddress local, @Nullable SocketAddress remote) {
        return local == null && remote == null ? null : new Endpoints(text(local), text(remote));
    }

    private static @Nullable String text(@Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress)) {
            return null;
        }
        InetAddress host = ((InetSocketAddress) address).getAddress();
        int port = ((InetSocketAddress) address).getPort();
        if (host == null) {
            return null;
        }
        return host instanceof Inet6Address
                ? "[" + host.getHostAddress() + "]:" + port
                : host.getHostAddress() + ":" + port;
    }
}
