package dev.connleak.cli.page;

import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.WatchedClient;
import dev.connleak.cli.report.ClientCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Help.Ansi.Style;

/** What was watched and what was not: a page without findings is worth as much as this table. */
final class CoverageTable {

    private static final int[] WIDTHS = {36, 21, 23};

    private final Page page;

    CoverageTable(Page page) {
        this.page = page;
    }

    void print(Merged merged) {
        List<ClientCoverage> clients =
                merged.clients().stream().map(WatchedClient::coverage).toList();
        List<ClientCoverage> loaded = clients.stream()
                .filter(client -> !"not-loaded".equals(client.state()))
                .toList();
        page.blank();
        page.text(0, "Watched", Style.bold);
        if (loaded.isEmpty()) {
            page.text(
                    3,
                    merged.jvms().size() == 1
                            ? "No HTTP client was loaded in this JVM."
                            : "No HTTP client was loaded in these JVMs.");
        }
        List<List<String>> rows = new ArrayList<>();
        loaded.forEach(client -> rows.add(row(client)));
        page.table(WIDTHS, rows);
        for (ClientCoverage client : loaded) {
            if (!client.missing().isEmpty()) {
                page.text(
                        3,
                        "Hooks not found in " + Words.orUnknown(client.client()) + ": "
                                + String.join(", ", client.missing()));
            }
        }
        List<String> absent = clients.stream()
                .filter(client -> "not-loaded".equals(client.state()))
                .filter(client -> loaded.stream().noneMatch(other -> Objects.equals(other.client(), client.client())))
                .map(client -> Words.orUnknown(client.client()))
                .distinct()
                .toList();
        if (!absent.isEmpty()) {
            page.text(3, "Not loaded: " + String.join(", ", absent));
        }
    }

    private static List<String> row(ClientCoverage client) {
        String name = Words.orUnknown(client.client())
                + (client.version() == null ? "" : " " + client.version())
                + (Boolean.TRUE.equals(client.relocated()) ? " (relocated)" : "");
        String seen = client.exchanges() == null ? "" : Words.count(client.exchanges(), "exchange");
        String state = Words.orUnknown(client.state()) + (client.judged() ? "" : ", verdicts off");
        return List.of(name, seen, state);
    }
}
