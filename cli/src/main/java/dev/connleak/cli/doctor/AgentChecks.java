package dev.connleak.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.attach.TargetFacts;
import dev.connleak.cli.page.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How the agent in a JVM is, as the report that it was just asked for tells. */
final class AgentChecks {

    private final JsonNode report;
    private final TargetFacts target;

    AgentChecks(JsonNode report, TargetFacts target) {
        this.report = report;
        this.target = target;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>(List.of(agent(), options(), clients(), exchanges(), ledger()));
        checks.add(reportFile());
        return checks;
    }

    private Check agent() {
        JsonNode agent = report.path("agent");
        String state = agent.path("state").asText();
        long errors = agent.path("internalErrors").asLong();
        if (!state.equals("active")) {
            return Check.attention(
                    "agent",
                    state + " since " + agent.path("since").asText() + ": "
                            + agent.path("reason").asText("no reason given"),
                    "Restart the JVM to have it watched again, and report the error that the agent wrote on stderr.");
        }
        if (!agent.path("selfTest").asText().equals("passed")) {
            return Check.attention(
                    "agent",
                    "its self-test " + agent.path("selfTest").asText(),
                    "Nothing it says can be trusted: report its first lines on stderr.");
        }
        if (errors > 0) {
            return Check.attention(
                    "agent",
                    "active, with " + Words.count(errors, "error") + " of its own; ten switch it off",
                    "Report what it wrote on stderr.");
        }
        return Check.ok(
                "agent",
                "active, self-test passed, no errors, "
                        + report.path("time").path("mode").asText() + ", for "
                        + Words.age(report.path("time").path("watchedMillis").asLong()));
    }

    private Check options() {
        List<String> problems = stream(report.path("config").path("problems"))
                .map(JsonNode::asText)
                .toList();
        return problems.isEmpty()
                ? Check.ok("options", "all understood")
                : Check.attention(
                        "options",
                        String.join("; ", problems),
                        "Mend them in the -javaagent line, the system properties or the environment.");
    }

    private Check clients() {
        List<JsonNode> loaded = stream(report.path("coverage").path("clients"))
                .filter(client -> !client.path("state").asText().equals("not-loaded"))
                .toList();
        List<JsonNode> blind = loaded.stream()
                .filter(client -> !client.path("state").asText().equals("watched")
                        || !client.path("verdicts").asText().equals("on"))
                .toList();
        if (!blind.isEmpty()) {
            return Check.attention(
                    "clients",
                    names(blind),
                    "Leaks of these are not seen, or not judged: their version is not one that connleak knows.");
        }
        if (loaded.isEmpty()) {
            return Check.attention(
                    "clients",
                    "none of the clients that connleak knows has been loaded",
                    "Wait until the program has made its first request; other clients are seen as bare sockets only.");
        }
        return Check.ok("clients", names(loaded));
    }

    private Check exchanges() {
        long exchanges = report.path("totals").path("exchanges").asLong();
        return exchanges > 0
                ? Check.ok(
                        "exchanges",
                        Words.count(exchanges, "exchange") + " seen, "
                                + Words.count(report.path("findings").size(), "cause") + " found")
                : Check.attention(
                        "exchanges",
                        "none was seen since " + report.path("countsSince").asText(),
                        "Without traffic there is nothing to find: send some, and look whether the program uses a client "
                                + "that is named above.");
    }

    private Check ledger() {
        long dropped = report.path("limits").path("dropped").asLong();
        return dropped == 0
                ? Check.ok("ledger", "nothing was dropped")
                : Check.attention(
                        "ledger",
                        Words.count(dropped, "entry").replace("entrys", "entries") + " did not fit",
                        "Start the JVM with a larger capacity= (now "
                                + report.path("limits").path("capacity").asLong() + ").");
    }

    private Check reportFile() {
        String path = option("report");
        if (path == null) {
            return Check.ok("report", "no report= is set: reports are taken by dump and watch only");
        }
        Path here = target.seenFromHere(path);
        Path place = path.endsWith("/") ? here : here.toAbsolutePath().getParent();
        while (place != null && !Files.exists(place)) {
            place = place.getParent();
        }
        return place != null && Files.isDirectory(place) && Files.isWritable(place)
                ? Check.ok("report", path + " can be written")
                : Check.attention(
                        "report",
                        path + " can't be written",
                        "Name a directory that the JVM's user may write with report=DIR/; a start is needed for that.");
    }

    private @Nullable String option(String name) {
        return stream(report.path("config").path("options"))
                .filter(option -> option.path("name").asText().equals(name))
                .map(option -> option.path("value").textValue())
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    private static String names(List<JsonNode> clients) {
        return clients.stream()
                .map(client -> client.path("client").asText() + " "
                        + client.path("version").asText("") + " "
                        + client.path("state").asText()
                        + (client.path("verdicts").asText().equals("on") ? "" : ", verdicts off")
                        + (client.path("missing").isEmpty()
                                ? ""
                                : ", missing "
                                        + stream(client.path("missing"))
                                                .map(JsonNode::asText)
                                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("; "));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
