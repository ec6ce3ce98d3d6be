package dev.connleak.cli.table;

import dev.connleak.client.Cancellation;
import dev.connleak.client.LoopSnapshot;
import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the table, a program that is watched by the agent. Each treatment has a method of its own, which is
 * the place that a finding names, and a route of its own. It says how many exchanges used a connection again; then, for each
 * line that it gets, how many loops live; and ends with its standard input.
 */
public final class TableClient {

    /** Much longer than an exchange takes, and much shorter than anybody waits for the table. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(1);

    private final Transport keepAlive = Transport.builder().build();
    private final Transport noKeepAlive =
            Transport.builder().disableKeepAlives().build();
    private final Transport impatient =
            Transport.builder().idleTimeout(IDLE_TIMEOUT).build();

    private TableClient() {}

    /**
     * Runs all treatments, in the order of the arguments.
     *
     * @param args for each treatment its name, {@code =} and the server's port
     */
    public static void main(String[] args) throws IOException {
        TableClient client = new TableClient();
        List<String> routes = new ArrayList<>();
        List<String> reused = new ArrayList<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            Treatment treatment = Treatment.valueOf(arg.substring(0, equals));
            String route = route(arg.substring(equals + 1));
            routes.add(route);
            reused.add(Integer.toString(client.reused(treatment, URI.create(route + "/"))));
        }
        System.out.println(String.join(" ", reused));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.out.println(routes.stream()
                    .map(route -> Long.toString(client.loops(route)))
                    .collect(Collectors.joining(" ")));
        }
    }

    /** A route as the transport and the agent write it. */
    static String route(String port) {
        return "http://127.0.0.1:" + port;
    }

    private int reused(Treatment treatment, URI uri) throws IOException {
        Transport transport = transport(treatment);
        Set<Long> connections = new HashSet<>();
        int reused = 0;
        for (int i = 0; i < treatment.exchanges(); i++) {
            if (!connections.add(exchange(treatment, transport, Request.get(uri)))) {
                reused++;
            }
        }
        return reused;
    }

    private Transport transport(Treatment treatment) {
        if (treatment == Treatment.IDLE_TIMEOUT) {
            return impatient;
        }
        return treatment.keepAlive() ? keepAlive : noKeepAlive;
    }

    private static long exchange(Treatment treatment, Transport transport, Request request) throws IOException {
        return switch (treatment) {
            case KEEP_ALIVE_NEITHER -> keepAliveNeither(transport, request);
            case KEEP_ALIVE_READ -> keepAliveRead(transport, request);
            case KEEP_ALIVE_CLOSED -> keepAliveClosed(transport, request);
            case KEEP_ALIVE_READ_AND_CLOSED -> keepAliveReadAndClosed(transport, request);
            case NO_KEEP_ALIVE_NEITHER -> noKeepAliveNeither(transport, request);
            case NO_KEEP_ALIVE_READ -> noKeepAliveRead(transport, request);
            case NO_KEEP_ALIVE_CLOSED -> noKeepAliveClosed(transport, request);
            case NO_KEEP_ALIVE_READ_AND_CLOSED -> noKeepAliveReadAndClosed(transport, request);
            case MANY_USES -> manyUses(transport, request);
            case IDLE_TIMEOUT -> idleTimeout(transport, request);
            case CANCELED -> canceled(transport, request);
        };
    }

    private static long keepAliveNeither(Transport transport, Request request) throws IOException {
        return transport.roundTrip(request).connectionId();
    }

    private static long keepAliveRead(Transport transport, Request request) throws IOException {
        return read(transport.roundTrip(request));
    }

    private static long keepAliveClosed(Transport transport, Request request) throws IOException {
        try (Response response = transport.roundTrip(request)) {
            return response.connectionId();
        }
    }

    private static long keepAliveReadAndClosed(Transport transport, Request request) throws IOException {
        try (Response response = transport.roundTrip(request)) {
            return read(response);
        }
    }

    private static long noKeepAliveNeither(Transport transport, Request request) throws IOException {
        return transport.roundTrip(request).connectionId();
    }

    private static long noKeepAliveRead(Transport transport, Request request) throws IOException {
        return read(transport.roundTrip(request));
    }

    private static long noKeepAliveClosed(Transport transport, Request request) throws IOException {
        try (Response response = transport.roundTrip(request)) {
            return response.connectionId();
        }
    }

    private static long noKeepAliveReadAndClosed(Transport transport, Request request) throws IOException {
        try (Response response = transport.roundTrip(request)) {
            return read(response);
        }
    }

    private static long manyUses(Transport transport, Request request) throws IOException {
        try (Response response = transport.roundTrip(request)) {
            return read(response);
        }
    }

    private static long idleTimeout(Transport transport, Request request) throws IOException {
        try (Response response = transport.roundTrip(request)) {
            return read(response);
        }
    }

    private static long canceled(Transport transport, Request request) throws IOException {
        Cancellation cancellation = new Cancellation();
        long connection = transport
                .roundTrip(Request.builder(request.uri())
                        .cancellation(cancellation)
                        .build())
                .connectionId();
        cancellation.cancel();
        return connection;
    }

    private static long read(Response response) throws IOException {
        response.body().readAllBytes();
        return response.connectionId();
    }

    private long loops(String route) {
        return Stream.of(keepAlive, noKeepAlive, impatient)
                .flatMap(transport -> transport.snapshot().connections().stream())
                .filter(connection -> connection.route().equals(route))
                .mapToLong(connection -> living(connection.reader()) + living(connection.writer()))
                .sum();
    }

    private static int living(@Nullable LoopSnapshot loop) {
        return loop != null && loop.alive() ? 1 : 0;
    }
}
