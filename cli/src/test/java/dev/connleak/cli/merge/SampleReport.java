package dev.connleak.cli.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.report.ReportFile;
import dev.connleak.cli.report.ReportReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A report made for a test, field by field; what a test doesn't set is that of a JVM in which all is well. */
public final class SampleReport {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode root = MAPPER.createObjectNode();
    private final ArrayNode findings;
    private final ArrayNode connections;
    private final ArrayNode exchanges;
    private final ArrayNode stacks;
    private final ArrayNode pools;

    /** The JVM that a report is of. */
    public record Jvm(String instance, String host, long pid) {}

    public SampleReport(Jvm jvm, long sequence, String at) {
        root.put("$schema", "urn:connleak:report:1").put("schemaVersion", "1.0").put("complete", true);
        root.putObject("tool").put("name", "connleak").put("version", "0.1.0");
        root.put("trigger", "interval").put("sequence", sequence).put("countsSince", "2026-11-21T00:00:00.000Z");
        long atMillis = Instant.parse(at).toEpochMilli()
                - Instant.parse("2026-11-21T00:00:00.000Z").toEpochMilli();
        root.putObject("time")
                .put("at", at)
                .put("atMillis", atMillis)
                .put("watchedMillis", atMillis)
                .put("mode", "premain");
        root.putObject("jvm")
                .put("instance", jvm.instance())
                .put("host", jvm.host())
                .put("pid", jvm.pid())
                .put("version", "17.0.15")
                .put("mainClass", "com.acme.Orders");
        root.putObject("labels");
        root.putObject("agent").put("state", "active").put("selfTest", "passed").put("internalErrors", 0);
        root.putObject("coverage").putArray("clients");
        root.putObject("totals").put("exchanges", 0).put("connectionsOpen", 0);
        root.putArray("cells");
        findings = root.putArray("findings");
        root.putArray("history");
        pools = root.putArray("pools");
        connections = root.putArray("connections");
        exchanges = root.putArray("exchanges");
        root.putArray("threads");
        stacks = root.putArray("stacks");
    }

    public SampleReport label(String name, String value) {
        ((ObjectNode) root.get("labels")).put(name, value);
        return this;
    }

    public SampleReport trigger(String trigger) {
        root.put("trigger", trigger);
        return this;
    }

    public SampleReport exchanges(long exchanges) {
        ((ObjectNode) root.get("totals")).put("exchanges", exchanges);
        ((ArrayNode) root.get("coverage").get("clients"))
                .addObject()
                .put("client", "okhttp")
                .put("version", "4.12.0")
                .put("state", "watched")
                .put("verdicts", "on")
                .put("relocated", false)
                .put("exchanges", exchanges)
                .putArray("missing");
        return this;
    }

    public SampleReport pool(String id, long leased) {
        pools.addObject()
                .put("id", id)
                .put("client", "okhttp")
                .put("leased", leased)
                .put("idle", 1)
                .put("waiting", 0);
        return this;
    }

    /** A cause with one occurrence, whose connection lies in pool p1; frames are innermost first, none is no path. */
    public SampleReport leak(String fingerprint, String site, long held, String... frames) {
        return finding(fingerprint, "body-held", "leak", "likely", site, held, frames);
    }

    public SampleReport finding(
            String fingerprint, String kind, String severity, String grade, String site, long held, String... frames) {
        String id = Integer.toString(findings.size() + 1);
        ObjectNode finding = findings.addObject();
        finding.put("fingerprint", fingerprint)
                .put("kind", kind)
                .put("severity", severity)
                .put("grade", grade);
        finding.putObject("byKind").put(kind, held);
        finding.put("count", held).put("openNow", held).put("connectionsHeld", held);
        finding.put("returnedLate", 0).put("rescued", 0).put("oldestMillis", held * 1000);
        finding.put("firstSeenAt", "2026-11-21T00:00:0" + id + ".000Z");
        finding.put("lastSeenAt", root.get("time").get("at").asText());
        finding.put("client", "okhttp").put("route", "http://stock:80").put("siteExchanges", held * 2);
        finding.putObject("site")
                .put("class", "com.acme." + site)
                .put("method", "call")
                .put("file", site + ".java")
                .put("line", 42)
                .put("fingerprint", "cls1:" + site);
        ArrayNode counted = finding.putArray("stacks");
        if (frames.length > 0) {
            counted.addObject().put("stack", stacks.size()).put("count", held);
            ArrayNode stack = stacks.addArray();
            List.of(frames).forEach(stack::add);
        }
        finding.put("ignored", false).put("summary", "something leaks").put("advice", "close it");
        finding.putArray("instances").add("x" + id);
        exchanges.addObject().put("id", "x" + id).put("connection", "c" + id);
        connections.addObject().put("id", "c" + id).put("pool", "p1").put("tcpState", "CLOSE_WAIT");
        return this;
    }

    /** One point of the history: the open ones of a cause. */
    public SampleReport open(long atMillis, String fingerprint, long open) {
        ObjectNode point = ((ArrayNode) root.get("history")).addObject().put("atMillis", atMillis);
        point.putArray("pools");
        point.putArray("causes").addObject().put("fingerprint", fingerprint).put("open", open);
        return this;
    }

    /** The whole report, to be changed at will. */
    public ObjectNode json() {
        return root;
    }

    public Path writeTo(Path directory, String name) {
        try {
            return Files.write(directory.resolve(name), MAPPER.writeValueAsBytes(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ReportFile read(Path directory) {
        List<String> name = new ArrayList<>();
        name.add(root.get("jvm").get("instance").asText());
        name.add(root.get("sequence").asText());
        return new ReportReader().read(writeTo(directory, String.join("-", name) + ".json"));
    }
}
