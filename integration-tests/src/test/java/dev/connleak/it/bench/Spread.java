package dev.connleak.it.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Least, middle and greatest of a few figures. */
record Spread(double least, double median, double greatest) {
    static Spread of(DoubleStream figures) {
        List<Double> sorted = figures.sorted().boxed().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /** As {@code median (least–greatest)}, with so many decimals. */
    String text(int decimals) {
        String one = "%." + decimals + "f";
        return String.format(Locale.ROOT, one + " (" + one + "–" + one + ")", median, least, greatest);
    }
}
