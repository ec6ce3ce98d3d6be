package dev.connleak.cli.ci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.judge.Judged;
import dev.connleak.cli.judge.Standing;
import dev.connleak.cli.judge.Verdict;
import dev.connleak.cli.page.FindingBlock;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.report.Finding;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * The causes as SARIF 2.1.0, as GitHub's code scanning reads it: one location for each result, its path relative to the
 * repository, {@code primaryLocationLineHash} as the only fingerprint it looks at. What the baseline, a suppression or the
 * agent's option lets pass is left out, since code scanning would open an alert for it all the same; what is below the
 * thresholds is in, at its own level.
 *
 * @param category what tells this file from others of the same commit, such as those of a matrix
 */
public record Sarif(Verdict verdict, Places places, String category, String version) {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Code scanning shows five thousand results and refuses files with more than 25,000. */
    private static final int MOST_RESULTS = 5_000;

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public String text() {
        List<Judged> causes = verdict.causes().stream()
                .filter(cause -> cause.standing() == Standing.NEW || cause.standing() == Standing.BELOW_THRESHOLD)
                .limit(MOST_RESULTS)
                .toList();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("$schema", SCHEMA);
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "connleak");
        driver.put("semanticVersion", version);
        List<String> kinds = causes.stream()
                .map(cause -> cause.finding().kind())
                .distinct()
                .sorted()
                .toList();
        ArrayNode rules = driver.putArray("rules");
        for (String kind : kinds) {
            boolean waste = causes.stream()
                    .map(Judged::finding)
                    .filter(finding -> finding.kind().equals(kind))
                    .allMatch(Finding::waste);
            rule(rules.addObject(), SafeText.line(kind), waste);
        }
        invocation(run.putArray("invocations").addObject());
        run.putObject("automationDetails").put("id", SafeText.line(category) + "/");
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        causes.forEach(cause ->
                result(results.addObject(), cause, kinds.indexOf(cause.finding().kind())));
        try {
            return SafeText.json(MAPPER.writeValueAsString(root)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }

    private static void rule(ObjectNode rule, String kind, boolean waste) {
        rule.put("id", kind);
        rule.putObject("shortDescription").put("text", Rules.brief(kind));
        rule.putObject("fullDescription").put("text", Rules.full(kind, waste));
        rule.putObject("defaultConfiguration").put("level", waste ? "note" : "warning");
        ObjectNode help = rule.putObject("help");
        help.put("text", Rules.full(kind, waste));
        help.put("markdown", Rules.full(kind, waste));
        ObjectNode properties = rule.putObject("properties");
        properties.put("precision", waste ? "medium" : "high");
        properties.put("problem.severity", waste ? "recommendation" : "error");
        properties.putArray("tags").add("connections").add("http").add("resource-leak");
    }

    private void invocation(ObjectNode invocation) {
        invocation.put("executionSuccessful", verdict.looked());
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        for (String line : verdict.complaints()) {
            ObjectNode notification = notifications.addObject();
            notification.put("level", "error");
            notification.putObject("message").put("text", plain(line));
        }
    }

    private void result(ObjectNode result, Judged cause, int rule) {
        Finding finding = cause.finding();
        result.put("ruleId", SafeText.line(finding.kind()));
        result.put("ruleIndex", rule);
        result.put("level", Level.of(finding).sarif);
        result.putObject("message").put("text", message(cause));
        Place place = places.of(cause);
        if (place != null) {
            location(result.putArray("locations").addObject(), place, FindingBlock.site(finding.site()));
        }
        ObjectNode fingerprints = result.putObject("partialFingerprints");
        fingerprints.put("primaryLocationLineHash", SafeText.line(finding.fingerprint()));
        fingerprints.put("connleak/v1", SafeText.line(finding.fingerprint()));
        List<Place> way = places.way(cause);
        if (!way.isEmpty()) {
            ArrayNode steps = result.putArray("codeFlows")
                    .addObject()
                    .putArray("threadFlows")
                    .addObject()
                    .putArray("locations");
            for (Place step : way) {
                String frame = step.frame() == null ? step.path() : step.frame().text();
                location(steps.addObject().putObject("location"), step, frame);
            }
        }
        ObjectNode properties = result.putObject("properties");
        properties.put("grade", SafeText.line(finding.grade()));
        properties.put("severity", SafeText.line(finding.severity()));
        properties.put("count", finding.count());
    }

    private static void location(ObjectNode location, Place place, String label) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(place.path()));
        physical.putObject("region").put("startLine", place.line());
        location.putObject("message").put("text", plain(label));
    }

    /** The first sentence is the alert's title. */
    private static String message(Judged cause) {
        Finding finding = cause.finding();
        List<String> sentences = new ArrayList<>();
        sentences.add(Wording.summary(finding));
        String extent = Wording.extent(finding);
        if (!extent.isEmpty()) {
            sentences.add(Wording.title(finding) + ": " + extent + ".");
        }
        sentences.add(Wording.advice(finding));
        sentences.add("To let it pass: " + Wording.suppress(finding));
        return plain(String.join(" ", sentences));
    }

    /** SARIF makes a link of {@code [text](place)} even in plain text; the text of a report makes none. */
    private static String plain(String text) {
        return SafeText.line(text).replace("](", "] (");
    }

    private static String uri(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path is always a path: " + path, e);
        }
    }
}
