package dev.connleak.it.target.historic.dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;

/** A socket and its reader. The request is written by the caller. */
final class Connection {
    private final Pool pool;
    private final Socket socket;
    private final BlockingQueue<Exchange> expected = new LinkedBlockingQueue<>();

    Connection(Pool pool, Socket socket) {
        this.pool = pool;
        this.socket = socket;
    }

    void start(ThreadFactory threads) {
        threads.newThread(this::readLoop).start();
    }

    int send(Exchange exchange) throws IOException {
        Request request = exchange.request();
        String head = request.method + " " + request.uri.getPath() + " HTTP/1.1\r\nHost: " + request.uri.getHost()
                + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        exchange.requestWritten();
        expected.add(exchange);
        try {
            return exchange.head().get().status;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Waits for the next request for ever: nobody says that there will be none. */
    void readLoop() {
        try {
            while (true) {
                Exchange exchange = expected.take();
                ResponseHead head = readHead(socket.getInputStream());
                exchange.headRead(head, this);
                exchange.leaseReturned();
                pool.put(this);
                exchange.head().complete(head);
            }
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    void close() {
        closed();
        try {
            socket.close();
        } catch (IOException e) {
            // Its descriptor is gone all the same.
            return;
        }
    }

    /** The seam by which an observer learns of the end. */
    void closed() {}

    private static ResponseHead readHead(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            text.append((char) next);
        }
        return new ResponseHead(Integer.parseInt(text.substring(9, 12)));
    }
}
