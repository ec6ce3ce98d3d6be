package dev.connleak.it.bench;

import dev.connleak.it.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One JDK's measurement, told table by table. */
final class Benchmark {
    private final Plan plan;
    private final Consumer<String> tell;

    Benchmark(Plan plan, Consumer<String> tell) {
        this.plan = plan;
        this.tell = tell;
    }

    void run(Jdk jdk, Path home) throws IOException {
        run("## " + jdk + "\n", Contenders.on(jdk, home, plan.mostCallers()));
    }

    void run(String title, List<Contender> contenders) throws IOException {
        tell.accept(title);
        for (Contender each : contenders) {
            if (!each.present()) {
                tell.accept("Skipped: " + each.name() + " (" + each.skipped() + ").\n");
            }
        }
        Map<String, Participant> clients = new LinkedHashMap<>();
        try (Participant server = new Participant(Contenders.server())) {
            for (Contender each : contenders) {
                if (each.present()) {
                    clients.put(each.name(), new Participant(each.command()));
                }
            }
            Race race = new Race(plan, server, clients);
            for (Load load : plan.loads()) {
                tell.accept(Table.of(load, race.run(load)));
            }
        } finally {
            for (Participant each : clients.values()) {
                each.close();
            }
        }
    }
}
