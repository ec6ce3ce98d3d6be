package dev.connleak.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.page.ApplicationFrames;
import dev.connleak.cli.page.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a view shows out of a report. The report comes from an agent that this command line understands, so what is
 * missing is unknown, not an error; it is read each second, so nothing that is not shown is looked at.
 */
final class LookReader {

    private static final String UNKNOWN = "?";

    private final JsonNode report;
    private final long now;
    private final Map<String, JsonNode> exchangeOf = new HashMap<>();
    private final Map<String, JsonNode> findingOf = new HashMap<>();

    private LookReader(JsonNode report) {
        this.report = report;
        now = report.path("time").path("atMillis").asLong();
        for (JsonNode exchange : report.path("exchanges")) {
            // The latest use of a connection is the one that holds it.
            exchangeOf.merge(
                    exchange.path("connection").asText(),
                    exchange,
                    (one, other) -> one.path("startedAtMillis").asLong()
                                    >= other.path("startedAtMillis").asLong()
                            ? one
                            : other);
        }
        for (JsonNode finding : report.path("findings")) {
            finding.path("instances").forEach(id -> findingOf.putIfAbsent(id.asText(), finding));
        }
    }

    static Look read(JsonNode report) {
        return new LookReader(report).look();
    }

    private Look look() {
        JsonNode jvm = report.path("jvm");
        JsonNode agent = report.path("agent");
        List<Look.Lease> leases = leases();
        return new Look(
                jvm.path("pid").asLong(),
                text(jvm.path("mainClass")),
                text(jvm.path("host")),
                text(report.path("time").path("at")),
                report.path("time").path("watchedMillis").asLong(),
                text(agent.path("state")),
                agent.path("reason").isTextual() ? text(agent.path("reason")) : null,
                report.path("totals").path("exchanges").asLong(),
                report.path("totals").path("connectionsOpen").asLong(),
                stream(report.path("coverage").path("clients"))
                        .filter(client -> client.path("exchanges").asLong() > 0)
                        .filter(client -> !client.path("verdicts").asText().equals("on"))
                        .map(client -> text(client.path("client")))
                        .toList(),
                pools(),
                stream(report.path("findings")).map(this::cause).toList(),
                leases,
                leases.size() + cut());
    }

    /** Connections that the report had no room for; those in use come first, so the rest is mostly idle. */
    private long cut() {
        long rest = stream(report.path("limits").path("truncated"))
                .filter(table -> table.path("table").asText().equals("connections"))
                .mapToLong(table ->
                        table.path("total").asLong() - table.path("kept").asLong())
                .sum();
        long inUse = stream(report.path("pools"))
                .mapToLong(pool -> pool.path("leased").asLong())
                .sum();
        long shown = stream(report.path("connections"))
                .filter(connection -> connection.path("state").asText().equals("leased"))
                .filter(connection -> !connection.path("pool").isNull())
                .count();
        return Math.max(0, Math.min(rest, inUse - shown));
    }

    private List<Look.PoolUse> pools() {
        Map<String, Set<String>> routes = new HashMap<>();
        Map<String, long[]> unpooled = new HashMap<>();
        for (JsonNode connection : report.path("connections")) {
            String state = connection.path("state").asText();
            if (!connection.path("pool").isNull()) {
                routes.computeIfAbsent(connection.path("pool").asText(), id -> new TreeSet<>())
                        .add(text(connection.path("route")));
            } else if (!state.equals("closed")) {
                unpooled.computeIfAbsent(text(connection.path("route")), route -> new long[2])[
                        state.equals("idle") ? 1 : 0]++;
            }
        }
        List<Look.PoolUse> pools = new ArrayList<>();
        for (JsonNode pool : report.path("pools")) {
            if (!pool.path("closed").asBoolean() || pool.path("leased").asLong() > 0) {
                pools.add(pool(pool, routes.getOrDefault(pool.path("id").asText(), Set.of())));
            }
        }
        unpooled.forEach((route, use) -> pools.add(new Look.PoolUse("-", "no pool", route, use[0], null, use[1], 0)));
        pools.sort(Comparator.comparingLong((Look.PoolUse pool) -> pool.waiting())
                .thenComparingLong(Look.PoolUse::inUse)
                .reversed()
                .thenComparing(Look.PoolUse::route));
        return pools;
    }

    private static Look.PoolUse pool(JsonNode pool, Set<String> routes) {
        String route = routes.isEmpty()
                ? "-"
                : routes.iterator().next() + (routes.size() > 1 ? " and " + (routes.size() - 1) + " more" : "");
        Long max = number(pool.path("max"));
        Long perRoute = number(pool.path("maxPerRoute"));
        // With one route its own limit is the one that is met.
        Long limit = perRoute != null && routes.size() <= 1 && (max == null || perRoute < max) ? perRoute : max;
        return new Look.PoolUse(
                text(pool.path("id")),
                text(pool.path("client")),
                route,
                pool.path("leased").asLong(),
                limit,
                pool.path("idle").asLong(),
                pool.path("waiting").asLong());
    }

    private Look.Cause cause(JsonNode finding) {
        List<String> frames = stack(finding.path("stacks").path(0).path("stack"));
        return new Look.Cause(
                text(finding.path("fingerprint")),
                text(finding.path("kind")),
                text(finding.path("grade")),
                finding.path("severity").asText().equals("waste"),
                finding.path("ignored").asBoolean(),
                finding.path("count").asLong(),
                finding.path("openNow").asLong(),
                finding.path("connectionsHeld").asLong(),
                finding.path("oldestMillis").asLong(),
                site(finding, frames),
                text(finding.path("client")),
                text(finding.path("route")),
                text(finding.path("summary")),
                text(finding.path("advice")),
                ApplicationFrames.of(frames, null),
                stream(finding.path("instances")).map(LookReader::text).toList());
    }

    private List<Look.Lease> leases() {
        List<Look.Lease> leases = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode connection : report.path("connections")) {
            String id = connection.path("id").asText();
            if (connection.path("state").asText().equals("leased") && seen.add(id)) {
                leases.add(lease(connection, exchangeOf.get(id)));
            }
        }
        return leases;
    }

    private Look.Lease lease(JsonNode connection, @Nullable JsonNode exchange) {
        String route = text(connection.path("route"));
        String tcp = text(connection.path("tcpState"));
        String id = text(connection.path("id"));
        if (exchange == null) {
            long age = now - connection.path("openedAtMillis").asLong(now);
            return new Look.Lease(
                    id, route, "no request known", "-", age, null, null, null, UNKNOWN, UNKNOWN, tcp, null, List.of());
        }
        JsonNode body = exchange.path("body");
        JsonNode finding = findingOf.get(exchange.path("id").asText());
        List<String> frames = stack(exchange.path("stack"));
        Long progress = number(body.path("lastProgressAtMillis"));
        return new Look.Lease(
                id,
                route,
                request(exchange, route),
                text(body.path("state")),
                Math.max(0, now - exchange.path("startedAtMillis").asLong(now)),
                progress == null ? null : Long.valueOf(Math.max(0, now - progress)),
                number(body.path("bytesRead")),
                number(body.path("length")),
                finding == null ? site(exchange, frames) : site(finding, frames),
                text(report.path("threads")
                        .path(exchange.path("thread").asInt(-1))
                        .path("name")),
                tcp,
                finding == null ? null : text(finding.path("fingerprint")),
                ApplicationFrames.of(frames, null));
    }

    /** {@code GET /orders/{}}: the route stands beside it. */
    private static String request(JsonNode exchange, String route) {
        String method = exchange.path("method").isTextual() ? text(exchange.path("method")) + " " : "";
        String url = text(exchange.path("url"));
        return method + (url.startsWith(route) && url.length() > route.length() ? url.substring(route.length()) : url);
    }

    /** {@code Orders.poll(Orders.java:42)}: the finding's site, else the first frame that looks like the application's. */
    private static String site(JsonNode finding, List<String> frames) {
        JsonNode site = finding.path("site");
        if (site.path("class").isTextual()) {
            String file = site.path("file").isTextual() ? text(site.path("file")) : "unknown file";
            String line = site.path("line").isInt() ? ":" + site.path("line").asInt() : "";
            return simple(text(site.path("class"))) + "." + text(site.path("method")) + "(" + file + line + ")";
        }
        List<String> own = ApplicationFrames.of(frames, null);
        return own.isEmpty() ? UNKNOWN : shortened(own.get(0));
    }

    /** A frame without its package. */
    private static String shortened(String frame) {
        int parenthesis = frame.indexOf('(');
        int method = frame.lastIndexOf('.', parenthesis < 0 ? frame.length() : parenthesis);
        return method < 0 ? frame : simple(frame.substring(0, method)) + frame.substring(method);
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private List<String> stack(JsonNode index) {
        return index.isInt()
                ? stream(report.path("stacks").path(index.asInt()))
                        .map(LookReader::text)
                        .toList()
                : List.of();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static @Nullable Long number(JsonNode node) {
        return node.isIntegralNumber() ? node.longValue() : null;
    }

    private static String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? SafeText.line(node.textValue()) : UNKNOWN;
    }
}
