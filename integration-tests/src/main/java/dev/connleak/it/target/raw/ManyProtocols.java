package dev.connleak.it.target.raw;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connleak.it.target.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code serve} starts two HTTP servers, the JDK's and one on a selector, and answers their ports. {@code connect PORT PORT
 * PORT PORT} speaks RESP, PostgreSQL's protocol, IRC's and AMQP's to these until the program ends; {@code beats} tells how
 * many messages each of them has got. {@code drop PORT} forgets a RESP connection.
 */
public final class ManyProtocols {
    private final List<Protocol> protocols = Arrays.asList(new Redis(), new Postgres(), new Irc(), new Amqp());

    private ManyProtocols() {}

    public static void main(String[] args) throws IOException {
        ManyProtocols program = new ManyProtocols();
        new Commands()
                .on("serve", words -> jdkServer() + " " + NioServer.start())
                .on("connect", program::connect)
                .on("beats", words -> program.beats())
                .on("drop", words -> drop(Integer.parseInt(words.get(0))))
                .serve();
    }

    private String connect(List<String> ports) {
        for (int i = 0; i < protocols.size(); i++) {
            protocols.get(i).start(Integer.parseInt(ports.get(i)));
        }
        return "";
    }

    private String beats() {
        return protocols.stream().map(each -> Integer.toString(each.beats())).collect(Collectors.joining(" "));
    }

    /** One question, and nobody closes. */
    private static String drop(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port); // @site
        return Boolean.toString(Redis.ping(socket));
    }

    private static int jdkServer() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ManyProtocols::answer);
        server.start();
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 2);
        exchange.getResponseBody().write(new byte[] {'o', 'k'});
        exchange.close();
    }
}
