package dev.connleak.it.bench;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The figures of one load as a Markdown table; the first client is the measure of the others. */
final class Table {
    private static final String HEAD = """
            | client | CPU µs a request | CPU, ratio | rate a second | rate, ratio | bytes a request | server's CPU µs |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private Table() {}

    static String of(Load load, Map<String, List<Sample>> samples) {
        List<Sample> measure = samples.values().iterator().next();
        StringBuilder table = new StringBuilder("\n" + load + "\n\n" + HEAD);
        samples.forEach((name, turns) -> table.append("| ")
                .append(String.join(
                        " | ",
                        name,
                        figures(turns, Sample::cpuMicros).text(1),
                        ratios(turns, measure, Sample::cpuMicros).text(2),
                        figures(turns, Sample::perSecond).text(0),
                        ratios(turns, measure, Sample::perSecond).text(2),
                        figures(turns, Sample::bytes).text(0),
                        figures(turns, Sample::serverCpuMicros).text(1)))
                .append(" |\n"));
        return table.toString();
    }

    private static Spread figures(List<Sample> turns, ToDoubleFunction<Sample> figure) {
        return Spread.of(turns.stream().mapToDouble(figure));
    }

    /** Each turn by the measure's turn of the same round. */
    private static Spread ratios(List<Sample> turns, List<Sample> measure, ToDoubleFunction<Sample> figure) {
        DoubleStream ratios = IntStream.range(0, turns.size())
                .mapToDouble(i -> figure.applyAsDouble(turns.get(i)) / figure.applyAsDouble(measure.get(i)));
        return Spread.of(ratios);
    }
}
