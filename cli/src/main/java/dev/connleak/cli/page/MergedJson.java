package dev.connleak.cli.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Evidence;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.PoolUse;
import dev.connleak.cli.merge.Share;
import dev.connleak.cli.merge.Source;
import dev.connleak.cli.merge.Timeline;
import dev.connleak.cli.report.Connection;
import dev.connleak.cli.report.Exchange;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Pool;
import dev.connleak.cli.report.ThreadInfo;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The merged picture as JSON: what {@code --format json} prints and what the HTML page carries inside. Everything beyond ASCII
 * and everything that means something to HTML is escaped, so that the text is safe on a terminal and in a script element.
 * Names are those of the report; frames, and JVMs, are tables that are referred to by index.
 */
public final class MergedJson {

    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory()
            .setCharacterEscapes(new Escapes())
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature()));

    private final Merged merged;
    private final Map<String, Integer> frames = new LinkedHashMap<>();
    private final Set<Integer> own = new TreeSet<>();
    private final Map<String, Integer> jvms = new HashMap<>();

    public MergedJson(Merged merged) {
        this.merged = merged;
        merged.jvms().forEach(jvm -> jvms.put(jvm.instance(), jvms.size()));
    }

    /** Writes one object and a newline. */
    public void write(Writer out) throws IOException {
        Headline headline = new Headline(merged);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("$schema", "urn:connleak:merged:1");
            json.writeStringField("headline", headline.sentence());
            json.writeStringField("trend", headline.trend());
            json.writeStringField("verdict", headline.leaking() ? "leak" : headline.blind() ? "blind" : "clean");
            json.writePOJOField("subjects", ReportPage.subjects(merged));
            json.writeStringField("written", ReportPage.written(merged));
            json.writeNumberField("reports", merged.files().size());
            json.writeStringField("from", merged.from());
            json.writeStringField("to", merged.to());
            json.writeNumberField("connectionsHeld", headline.held());
            json.writePOJOField("totals", merged.totals());
            rows(json, "jvms", merged.jvms().stream().map(this::jvm).iterator());
            rows(json, "causes", merged.causes().stream().map(this::cause).iterator());
            rows(json, "pools", merged.pools().stream().map(this::pool).iterator());
            json.writePOJOField("cells", merged.cells());
            json.writePOJOField("clients", merged.clients());
            json.writePOJOField("doubts", Doubts.of(merged));
            json.writePOJOField("frames", frames.keySet());
            json.writePOJOField("own", own);
            json.writeEndObject();
        }
        out.write("\n");
    }

    private static void rows(JsonGenerator json, String name, Iterator<Map<String, @Nullable Object>> rows)
            throws IOException {
        json.writeArrayFieldStart(name);
        while (rows.hasNext()) {
            json.writePOJO(rows.next());
        }
        json.writeEndArray();
    }

    private Map<String, @Nullable Object> jvm(Source source) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", source.jvmName());
        row.put("instance", source.head().jvm().instance());
        row.put("mainClass", source.head().jvm().mainClass());
        row.put("java", source.head().jvm().version());
        row.put("labels", source.head().labels());
        row.put("report", source.path().toString());
        row.put("at", source.head().time().at());
        row.put("trigger", source.head().trigger());
        row.put("complete", source.head().complete());
        row.put("agentState", source.head().agent().state());
        row.put("exchanges", source.head().totals().exchanges());
        return row;
    }

    private Map<String, @Nullable Object> cause(Cause cause) {
        Finding finding = cause.finding();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("fingerprint", finding.fingerprint());
        row.put("kind", finding.kind());
        row.put("byKind", finding.byKind());
        row.put("severity", finding.severity());
        row.put("grade", finding.grade());
        row.put("reasons", finding.reasons());
        row.put("count", finding.count());
        row.put("openNow", finding.openNow());
        row.put("connectionsHeld", finding.connectionsHeld());
        row.put("returnedLate", finding.returnedLate());
        row.put("rescued", finding.rescued());
        row.put("oldestMillis", finding.oldestMillis());
        row.put("firstSeenAt", finding.firstSeenAt());
        row.put("lastSeenAt", finding.lastSeenAt());
        row.put("client", finding.client());
        row.put("route", finding.route());
        row.put("cell", finding.cell());
        row.put("outcome", finding.outcome());
        row.put("site", finding.site());
        row.put("siteExchanges", finding.siteExchanges());
        row.put("through", finding.through());
        row.put("owner", finding.owner());
        row.put("known", finding.known());
        row.put("ignored", finding.markedIgnored());
        row.put("summary", finding.summary());
        row.put("advice", finding.advice());
        row.put("tcpStates", cause.evidence().tcpStates());
        row.put("jvms", cause.shares().stream().map(this::share).toList());
        row.put(
                "stacks",
                cause.evidence().stacks().stream()
                        .map(stack -> stack(stack, finding))
                        .toList());
        row.put("holders", cause.evidence().holders().stream().map(this::holder).toList());
        row.put("lastTouch", touch(cause.evidence().lastTouch()));
        row.put("submitter", indexes(cause.evidence().submitter()));
        row.put(
                "instances",
                cause.evidence().instances().stream().map(MergedJson::instance).toList());
        row.put("timeline", open(List.of(finding.fingerprint())));
        return row;
    }

    private Map<String, @Nullable Object> share(Share share) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("jvm", jvms.get(share.source().instance()));
        row.put("grade", share.grade());
        row.put("count", share.count());
        row.put("openNow", share.openNow());
        row.put("connectionsHeld", share.connectionsHeld());
        return row;
    }

    private Map<String, Object> stack(Evidence.Stack stack, Finding finding) {
        own.addAll(indexes(ApplicationFrames.of(stack.frames(), finding.site())));
        return Map.of("count", stack.count(), "frames", indexes(stack.frames()));
    }

    private Map<String, @Nullable Object> holder(Evidence.Holder holder) {
        Map<String, @Nullable Object> row = thread(holder.thread());
        row.put("frames", indexes(holder.frames()));
        return row;
    }

    private @Nullable Map<String, @Nullable Object> touch(Evidence.@Nullable Touch touch) {
        if (touch == null) {
            return null;
        }
        Map<String, @Nullable Object> row = thread(touch.thread());
        row.put("at", touch.at());
        row.put("frames", indexes(touch.frames()));
        return row;
    }

    private static Map<String, @Nullable Object> thread(@Nullable ThreadInfo thread) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("thread", thread == null ? null : thread.name());
        row.put("state", thread == null ? null : thread.state());
        return row;
    }

    private static Map<String, @Nullable Object> instance(Evidence.Instance instance) {
        Exchange exchange = instance.exchange();
        Connection connection = instance.connection();
        Map<String, @Nullable Object> row = thread(instance.thread());
        row.put("id", instance.id());
        row.put("method", exchange == null ? null : exchange.method());
        row.put("url", exchange == null ? null : exchange.url());
        row.put("status", exchange == null ? null : exchange.status());
        row.put("startedAt", exchange == null ? null : exchange.startedAt());
        row.put("body", exchange == null ? null : exchange.body());
        row.put("local", connection == null ? null : connection.local());
        row.put("remote", connection == null ? null : connection.remote());
        row.put("tcpState", connection == null ? null : connection.tcpState());
        row.put("unreadBytes", connection == null ? null : connection.unreadBytes());
        return row;
    }

    private Map<String, @Nullable Object> pool(PoolUse use) {
        Pool pool = use.pool();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("jvm", jvms.get(use.source().instance()));
        row.put("id", pool.id());
        row.put("client", pool.client());
        row.put("keepAlive", pool.keepAlive());
        row.put("leased", pool.leased());
        row.put("leaked", use.leaked());
        row.put("idle", pool.idle());
        row.put("waiting", pool.waiting());
        row.put("max", pool.max());
        row.put("maxPerRoute", pool.maxPerRoute());
        row.put("saturatedMillis", pool.saturatedMillis());
        row.put("closed", pool.closed());
        row.put("causes", use.causes());
        row.put("madeAt", indexes(use.madeAt()));
        List<List<Long>> line = new ArrayList<>();
        for (Timeline.Point at : merged.timeline().pool(use.source().instance(), pool.id())) {
            long leaked = merged.timeline().open(use.causes(), use.source().instance(), at.atMillis());
            line.add(List.of(at.atMillis(), at.leased(), at.idle(), at.waiting(), Math.min(leaked, at.leased())));
        }
        row.put("timeline", line);
        return row;
    }

    private List<List<Long>> open(List<String> fingerprints) {
        return merged.timeline().open(fingerprints).stream()
                .map(open -> List.of(open.atMillis(), open.open()))
                .toList();
    }

    private List<Integer> indexes(List<String> stack) {
        List<Integer> indexes = new ArrayList<>();
        for (String frame : stack) {
            Integer known = frames.putIfAbsent(frame, frames.size());
            indexes.add(known == null ? frames.size() - 1 : known);
        }
        return indexes;
    }

    /** HTML's own characters leave as escapes of JSON. */
    private static final class Escapes extends CharacterEscapes {

        private final int[] ascii = standardAsciiEscapesForJSON();

        private Escapes() {
            for (char c : new char[] {'<', '>', '&', '\''}) {
                ascii[c] = ESCAPE_STANDARD;
            }
            ascii[0x7f] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return new SerializedString(String.format("\\u%04x", c));
        }
    }
}
