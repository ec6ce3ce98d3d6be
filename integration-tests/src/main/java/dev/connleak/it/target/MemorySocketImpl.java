package dev.connleak.it.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * The inside of a socket without a descriptor, for more connections than a process may have: each request
 * without a body is answered at once, with as many bytes as the port's number says. For one thread at a time.
 */
final class MemorySocketImpl extends SocketImpl {
    /** {@code \\r\\n\\r\\n}. */
    private static final int END_OF_HEAD = 0x0D0A0D0A;

    private final Answers answers = new Answers();

    private MemorySocketImpl() {}

    static Socket socket() throws SocketException {
        return new MemorySocket();
    }

    private static final class MemorySocket extends Socket {
        MemorySocket() throws SocketException {
            super(new MemorySocketImpl());
        }
    }

    @Override
    protected void connect(SocketAddress remote, int timeout) {
        address = ((InetSocketAddress) remote).getAddress();
        port = ((InetSocketAddress) remote).getPort();
    }

    @Override
    protected void connect(InetAddress remote, int remotePort) {
        connect(new InetSocketAddress(remote, remotePort), 0);
    }

    @Override
    protected void connect(String host, int remotePort) {
        connect(new InetSocketAddress(host, remotePort), 0);
    }

    @Override
    protected InputStream getInputStream() {
        return answers;
    }

    @Override
    protected OutputStream getOutputStream() {
        return new Requests();
    }

    @Override
    protected int available() {
        return answers.left();
    }

    @Override
    public Object getOption(int option) throws SocketException {
        if (option == SO_TIMEOUT) {
            return 0;
        }
        throw new SocketException("option " + option);
    }

    // Options, and what only a server's socket does: there is nothing behind.

    @Override
    public void setOption(int option, Object value) {}

    @Override
    protected void create(boolean stream) {}

    @Override
    protected void close() {}

    @Override
    protected void bind(InetAddress host, int localPort) {}

    @Override
    protected void listen(int backlog) {}

    @Override
    protected void accept(SocketImpl connection) {}

    @Override
    protected void sendUrgentData(int data) {}

    private final class Requests extends OutputStream {
        /** The last four bytes. */
        private int tail;

        @Override
        public void write(int b) {
            tail = tail << 8 | b;
            if (tail == END_OF_HEAD) {
                answers.begin(port);
            }
        }
    }

    private static final class Answers extends InputStream {
        private byte[] head = new byte[0];
        private int headRead;
        private int bodyLeft;

        void begin(int body) {
            head = ("HTTP/1.1 200 OK\r\nContent-Length: " + body + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            headRead = 0;
            bodyLeft = body;
        }

        int left() {
            return head.length - headRead + bodyLeft;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            read(one, 0, 1);
            return one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left() == 0 && length > 0) {
                throw new SocketTimeoutException("no request is unanswered");
            }
            int fromHead = Math.min(head.length - headRead, length);
            System.arraycopy(head, headRead, buffer, offset, fromHead);
            headRead += fromHead;
            int fromBody = Math.min(bodyLeft, length - fromHead);
            bodyLeft -= fromBody;
            return fromHead + fromBody;
        }
    }
}
