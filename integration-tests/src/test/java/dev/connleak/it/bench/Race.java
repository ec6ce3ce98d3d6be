package dev.connleak.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All clients alive, one of them at work. Each round gives every client a turn, in an order that moves on by one from
 * round to round, so that what the machine does beside it hits all of them alike.
 */
final class Race {
    private final Plan plan;
    private final Participant server;
    private final String url;
    private final Map<String, Participant> clients;

    Race(Plan plan, Participant server, Map<String, Participant> clients) throws IOException {
        this.plan = plan;
        this.server = server;
        this.clients = clients;
        url = "http://127.0.0.1:" + server.tell("port") + "/";
    }

    /** The samples of each client at one load, in the order of the rounds. */
    Map<String, List<Sample>> run(Load load) throws IOException {
        List<Map.Entry<String, Participant>> order = new ArrayList<>(clients.entrySet());
        for (Map.Entry<String, Participant> each : order) {
            turn(each.getValue(), load, plan.warmUpMillis());
        }
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Map.Entry<String, Participant> each : order) {
                samples.computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                        .add(turn(each.getValue(), load, plan.turnMillis()));
            }
            order.add(order.remove(0));
        }
        return samples;
    }

    private Sample turn(Participant client, Load load, int millis) throws IOException {
        long serverBefore = server.cpuNanos();
        long before = client.cpuNanos();
        String[] figures = client.tell(
                        "run %s%d %d %d %d".formatted(url, load.bodyBytes(), load.bodyBytes(), load.callers(), millis))
                .split(" ");
        return new Sample(
                Long.parseLong(figures[0]),
                Long.parseLong(figures[1]),
                Long.parseLong(figures[2]),
                client.cpuNanos() - before,
                server.cpuNanos() - serverBefore);
    }
}
