package dev.connleak.it.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is measured: the loads, the turns of each client at each load, and how long a turn and a warm-up take. */
record Plan(List<Load> loads, int rounds, int turnMillis, int warmUpMillis) {
    Plan {
        loads = List.copyOf(loads);
    }

    /** The plan of the system properties {@code bench.bytes}, {@code .callers}, {@code .rounds}, {@code .turn}, {@code .warmUp}. */
    static Plan fromProperties() {
        List<Load> loads = new ArrayList<>();
        for (int bytes : numbers("bytes", "200,65536")) {
            for (int callers : numbers("callers", "1,8,64")) {
                loads.add(new Load(bytes, callers));
            }
        }
        return new Plan(
                loads,
                numbers("rounds", "11").get(0),
                numbers("turn", "500").get(0),
                numbers("warmUp", "3000").get(0));
    }

    int mostCallers() {
        return loads.stream().mapToInt(Load::callers).max().orElseThrow();
    }

    private static List<Integer> numbers(String name, String preset) {
        return Stream.of(System.getProperty("bench." + name, preset).split(","))
                .map(Integer::valueOf)
                .toList();
    }
}
