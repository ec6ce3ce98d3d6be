package dev.connleak.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the order service asks: a server of the loopback interface, which keeps connections open as long as it is asked. */
public final class Backend implements AutoCloseable {

    /** More than all the buffers between two processes hold: an unread list is held back in the server. */
    private static final int PRICE_LIST_BYTES = 4 << 20;

    private final HttpServer server;
    private final ExecutorService workers;

    private Backend(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    public static Backend start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "connleak-demo-backend");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(workers);
        byte[] priceList = priceList();
        server.createContext("/stock/", exchange -> answer(exchange, 200, bytes("40\n")));
        server.createContext("/discontinued/", exchange -> answer(exchange, 404, bytes("No such article here.\n")));
        server.createContext("/prices/", exchange -> answer(exchange, 200, bytes("1999\n")));
        server.createContext("/prices", exchange -> answer(exchange, 200, priceList));
        server.createContext("/catalog", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"2026-11\"");
            answer(exchange, 200, bytes("Teapot\nKettle\nSamovar\n"));
        });
        server.start();
        return new Backend(server, workers);
    }

    public URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** In the format that came after the one that the order service knows. */
    private static byte[] priceList() {
        byte[] list = new byte[PRICE_LIST_BYTES];
        Arrays.fill(list, (byte) '\n');
        byte[] firstLine = bytes("prices 2\n");
        System.arraycopy(firstLine, 0, list, 0, firstLine.length);
        return list;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
