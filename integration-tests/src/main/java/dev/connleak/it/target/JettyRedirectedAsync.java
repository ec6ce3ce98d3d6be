package dev.connleak.it.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;

/** The same where the response comes from another place: the second request is begun by a thread of Jetty's. */
public final class JettyRedirectedAsync extends AsyncClient {
    private final HttpClient client = new HttpClient();
    private final ServerSocket moved = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    public JettyRedirectedAsync() throws Exception {
        client.start();
    }

    @Override
    protected void submit(String url, int times, Consumer<Object> responses) {
        Thread server = new Thread(() -> redirect(url), "redirects");
        server.setDaemon(true);
        server.start();
        String first = "http://127.0.0.1:" + moved.getLocalPort() + "/";
        for (int i = 0; i < times; i++) {
            JettyAsync.Leak leak = new JettyAsync.Leak(responses);
            client.newRequest(first).send(leak); // @site
            leak.awaitHead();
        }
    }

    private void redirect(String url) {
        String answer = "HTTP/1.1 302 Found\r\nLocation: " + url + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try {
            while (!moved.isClosed()) {
                try (Socket socket = moved.accept()) {
                    BufferedReader head = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                    String line = head.readLine();
                    while (line != null && !line.isEmpty()) {
                        line = head.readLine();
                    }
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
