package dev.connleak.it.target;

import dev.connleak.client.ConnectionSnapshot;
import dev.connleak.client.LoopSnapshot;
import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds responses of the reference transport, {@code hold TIMES URL}, and lets it say which loops its connections have, {@code loops}. */
public final class LoopsProgram {
    private LoopsProgram() {}

    public static void main(String[] args) throws IOException {
        Transport transport = Transport.builder().build();
        Commands commands = new Commands();
        commands.on("hold", words -> hold(transport, words, commands))
                .on("loops", words -> loops(transport))
                .serve();
    }

    private static String hold(Transport transport, List<String> words, Commands commands) throws IOException {
        for (int i = 0; i < Integer.parseInt(words.get(0)); i++) {
            Response response = transport.roundTrip(Request.get(URI.create(words.get(1))));
            commands.handles().add(response);
        }
        return "";
    }

    /** @return {@code PORT=READER,WRITER} for each local port, by the ids of the threads */
    private static String loops(Transport transport) {
        StringBuilder words = new StringBuilder();
        for (ConnectionSnapshot connection : transport.snapshot().connections()) {
            words.append(port(connection.local()))
                    .append('=')
                    .append(thread(connection.reader()))
                    .append(',')
                    .append(thread(connection.writer()))
                    .append(';');
        }
        return words.toString();
    }

    private static int port(@Nullable SocketAddress address) {
        return address == null ? 0 : ((InetSocketAddress) address).getPort();
    }

    private static long thread(@Nullable LoopSnapshot loop) {
        return loop == null ? 0 : loop.threadId();
    }
}
