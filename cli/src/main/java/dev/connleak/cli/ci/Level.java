package dev.connleak.cli.ci;

import dev.connleak.cli.report.Finding;

/** How loud a cause is: proven is an error, likely a warning, waste and a mere suspicion a note; what is unknown is an error. */
enum Level {
    ERROR("error", "error"),
    WARNING("warning", "warning"),
    NOTE("note", "notice");

    final String sarif;
    final String command;

    Level(String sarif, String command) {
        this.sarif = sarif;
        this.command = command;
    }

    static Level of(Finding finding) {
        if (finding.waste()) {
            return NOTE;
        }
        return switch (finding.grade()) {
            case "likely" -> WARNING;
            case "suspect" -> NOTE;
            default -> ERROR;
        };
    }
}
