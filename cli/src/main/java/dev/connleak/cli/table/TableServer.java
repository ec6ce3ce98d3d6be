package dev.connleak.cli.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * The server's side of the table, a program of its own: raw sockets, because it matters who closes what and when. It has a
 * port for each treatment. It says its ports; then, for each line that it gets, the ports of the clients that came to each;
 * and ends with its standard input.
 */
public final class TableServer {

    /** So small that the better part of a large body stays in the process, whatever the kernel's defaults are. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private final byte[] answer;

    private TableServer(byte[] answer) {
        this.answer = answer;
    }

    /**
     * Serves until standard input ends.
     *
     * @param args the bytes of a body, and the number of ports
     */
    public static void main(String[] args) throws IOException {
        TableServer server = new TableServer(answer(Integer.parseInt(args[0])));
        List<String> ports = new ArrayList<>();
        List<Queue<String>> clients = new ArrayList<>();
        for (int i = Integer.parseInt(args[1]); i > 0; i--) {
            ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            Queue<String> clientsOfPort = new ConcurrentLinkedQueue<>();
            daemon(() -> server.accept(listener, clientsOfPort));
            ports.add(Integer.toString(listener.getLocalPort()));
            clients.add(clientsOfPort);
        }
        System.out.println(String.join(" ", ports));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.out.println(clients.stream().map(of -> String.join(",", of)).collect(Collectors.joining(" ")));
        }
    }

    private void accept(ServerSocket listener, Queue<String> clients) {
        try {
            while (true) {
                Socket socket = listener.accept();
                clients.add(Integer.toString(socket.getPort()));
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // No descriptor is left: the client is refused, and the measurement shows it.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(SEND_BUFFER_BYTES);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            boolean last = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                last |= line.equalsIgnoreCase("Connection: close");
                if (line.isEmpty()) {
                    out.write(answer);
                    if (last) {
                        // Only this half is closed. Closed whole, the kernel would forget the socket after a minute.
                        socket.shutdownOutput();
                    }
                }
            }
        } catch (IOException e) {
            // The client has closed without reading on, which is one of the things to measure.
        }
    }

    private static byte[] answer(int bodyBytes) {
        byte[] head =
                ("HTTP/1.1 200 OK\r\nContent-Length: " + bodyBytes + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] answer = Arrays.copyOf(head, head.length + bodyBytes);
        Arrays.fill(answer, head.length, answer.length, (byte) 'x');
        return answer;
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body, "connleak-table-server");
        thread.setDaemon(true);
        thread.start();
    }
}
