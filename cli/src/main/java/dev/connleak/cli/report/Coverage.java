package dev.connleak.cli.report;

import java.util.List;

/** Which clients were watched. */
public record Coverage(List<ClientCoverage> clients) {

    public Coverage {
        clients = Absent.asEmpty(clients);
    }
}
