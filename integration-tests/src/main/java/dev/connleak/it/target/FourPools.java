package dev.connleak.it.target;

import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Four pools of one connection each; {@code exhaust NUMBER URL} takes one's and sends a thread after it. */
public final class FourPools {
    private static final int POOLS = 4;

    private final Transport[] transports = new Transport[POOLS];
    private final Commands commands = new Commands();

    private FourPools() {
        for (int i = 0; i < POOLS; i++) {
            transports[i] = Transport.builder().maxConnectionsPerHost(1).build();
        }
    }

    public static void main(String[] args) throws IOException {
        FourPools program = new FourPools();
        program.commands.on("exhaust", program::exhaust).serve();
    }

    private String exhaust(List<String> words) throws IOException {
        int number = Integer.parseInt(words.get(0));
        Transport transport = transports[number];
        String url = words.get(1);
        commands.handles().add(take(number, transport, url));
        Thread waiter = new Thread(
                () -> {
                    try {
                        roundTrip(transport, url);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "waiter-" + number);
        waiter.setDaemon(true);
        waiter.start();
        return "";
    }

    /** A place of its own for each, so that each is a cause of its own. */
    private static Response take(int number, Transport transport, String url) throws IOException {
        switch (number) {
            case 0:
                return first(transport, url);
            case 1:
                return second(transport, url);
            case 2:
                return third(transport, url);
            default:
                return fourth(transport, url);
        }
    }

    private static Response first(Transport transport, String url) throws IOException {
        return roundTrip(transport, url);
    }

    private static Response second(Transport transport, String url) throws IOException {
        return roundTrip(transport, url);
    }

    private static Response third(Transport transport, String url) throws IOException {
        return roundTrip(transport, url);
    }

    private static Response fourth(Transport transport, String url) throws IOException {
        return roundTrip(transport, url);
    }

    private static Response roundTrip(Transport transport, String url) throws IOException {
        return transport.roundTrip(Request.get(URI.create(url)));
    }
}
