package dev.connleak.cli.table;

import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Site;
import java.util.List;
import java.util.Map;

/** Measurements that nobody made. */
public final class Samples {

    private Samples() {}

    /** All cells, each as it should be. */
    public static Measured asExpected(BodySize size) {
        return new Measured(
                Treatment.all(false).stream()
                        .map(treatment -> asExpected(treatment, size))
                        .toList(),
                List.of());
    }

    static Measurement asExpected(Treatment treatment, BodySize size) {
        Expectation expected = Expectation.of(treatment, size);
        int left = expected.left();
        Expectation.Verdict verdict = expected.verdict();
        return new Measurement(
                treatment,
                new Seen(
                        expected.opened(),
                        expected.reused(),
                        left == 0 ? Map.of() : Map.of(expected.client(), left),
                        left == 0 ? Map.of() : Map.of(expected.server(), left),
                        2 * left),
                2 * left,
                verdict == null ? List.of() : List.of(finding(verdict.severity(), verdict.outcome())));
    }

    public static Finding finding(String severity, String outcome) {
        return new Finding(
                "clf1:0",
                severity.equals("leak") ? "body-abandoned" : "closed-early",
                Map.of(),
                severity,
                "proven",
                List.of(),
                6L,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "connleak-client",
                null,
                null,
                outcome,
                new Site("dev.connleak.cli.table.TableClient", "anywhere", "TableClient.java", 1, null),
                6L,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                false,
                null,
                null,
                List.of());
    }
}
