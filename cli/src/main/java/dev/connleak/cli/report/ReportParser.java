package dev.connleak.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From tokens to a {@link Report}, section by section and, in the tables, row by row. The sections may come in any order (a
 * tool may have sorted the keys), so what is wrong with one of them is said only when the file is known to be a report of a
 * schema we know. Not thread-safe.
 */
final class ReportParser {

    private static final int KNOWN_MAJOR = 1;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})");
    private static final List<String> REQUIRED =
            List.of("tool", "complete", "time", "jvm", "agent", "coverage", "totals", "findings");

    /** A report is six deep, and its longest string is an advice; a file beyond these is something else. */
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(100)
            .maxStringLength(1_000_000)
            .maxNameLength(10_000)
            .maxNumberLength(100)
            .build();

    private final JsonMapper mapper = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(BOUNDS).build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();
    private final Strings strings = new Strings();

    JsonParser open(InputStream text) throws IOException {
        return mapper.createParser(text);
    }

    /**
     * @throws com.fasterxml.jackson.core.JsonProcessingException when the text is no JSON
     * @throws ReportException when it is, but no report
     */
    Report report(Path path, JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            requireEnd(json);
            throw ForeignFileException.otherJson(path, null);
        }
        Sections sections = new Sections(mapper, strings, json);
        Draft draft = new Draft();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            json.nextToken();
            read(key, sections, draft);
            if (draft.ours() && major(draft) > KNOWN_MAJOR) {
                throw newer(path, draft);
            }
        }
        requireEnd(json);
        requireReport(path, draft, sections.wrong());
        return draft.report();
    }

    /** One section; what no command shows is skipped without being looked at. */
    private static void read(String key, Sections in, Draft to) throws IOException {
        switch (key) {
            case "$schema" -> to.schema = in.text(key);
            case "schemaVersion" -> to.schemaVersion = in.text(key);
            case "complete" -> to.complete = in.value(key, Boolean.class);
            case "tool" -> to.tool = in.value(key, Tool.class);
            case "trigger" -> to.trigger = in.text(key);
            case "sequence" -> to.sequence = in.value(key, Long.class);
            case "countsSince" -> to.countsSince = in.text(key);
            case "time" -> to.time = in.value(key, Time.class);
            case "jvm" -> to.jvm = in.value(key, Jvm.class);
            case "labels" -> to.labels = in.texts(key);
            case "agent" -> to.agent = in.value(key, AgentLife.class);
            case "config" -> to.config = in.value(key, Config.class);
            case "coverage" -> to.coverage = in.value(key, Coverage.class);
            case "limits" -> to.limits = in.value(key, Limits.class);
            case "totals" -> to.totals = in.value(key, Totals.class);
            case "cells" -> to.cells = in.rows(key, CellCount.class);
            case "findings" -> to.findings = in.rows(key, Finding.class);
            case "history" -> to.history = in.rows(key, HistoryPoint.class);
            case "pools" -> to.pools = in.rows(key, Pool.class);
            case "connections" -> to.connections = in.rows(key, in.tables()::connection);
            case "exchanges" -> {
                Wanted wanted = to.wanted();
                to.exchanges = in.rows(key, () -> in.tables().exchange(wanted::exchange));
            }
            case "threads" -> to.threads = in.table(key, ThreadInfo.class);
            case "stacks" -> to.stacks = in.stacks(key);
            case "sockets" -> to.sockets = in.value(key, Sockets.class);
            default -> in.skip();
        }
    }

    /** Throws where more than white space follows. */
    private static void requireEnd(JsonParser json) throws IOException {
        if (json.nextToken() != null) {
            throw new JsonParseException(json, "more than one value");
        }
    }

    private static void requireReport(Path path, Draft draft, List<Sections.Wrong> wrong) {
        int major = major(draft);
        if (!draft.ours() || major < KNOWN_MAJOR) {
            throw ForeignFileException.otherJson(path, null);
        }
        if (!wrong.isEmpty()) {
            throw new ForeignFileException(
                    path + " is not a sound connleak report, " + wrong.get(0).where()
                            + " is missing or of the wrong type: take the report again",
                    wrong.get(0).cause());
        }
        Map<String, Object> found = draft.required();
        for (String key : REQUIRED) {
            if (!found.containsKey(key)) {
                throw new ForeignFileException(
                        path + " is not a whole connleak report, \"" + key + "\" is missing: take the report again");
            }
        }
    }

    /** The schema's major version; 0 where there is none. */
    private static int major(Draft draft) {
        Matcher matcher = VERSION.matcher(draft.schemaVersion == null ? "" : draft.schemaVersion);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static NewerReportException newer(Path path, Draft draft) {
        return new NewerReportException(path + " was written by a newer connleak (report schema " + draft.schemaVersion
                + "); this connleak reads 1.x: update connleak");
    }
}
