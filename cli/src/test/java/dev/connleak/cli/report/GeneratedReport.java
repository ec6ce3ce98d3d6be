package dev.connleak.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Random;
import java.util.UUID;

/**
 * Writes reports of any size, the same ones each time: nothing in them depends on the clock or the machine. They are whole and
 * valid; their tables are not cut, as those of an agent with other caps would not be.
 *
 * @param jvm the number of the JVM that the report is of
 * @param sequence from 1; the leaks of one JVM grow with it, an hour a report
 */
public record GeneratedReport(int jvm, int sequence, int causes, int connections, int historyPoints) {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00.000Z");
    private static final String[] CLIENTS = {"apache-httpclient-5", "okhttp", "java-net-http", "jetty-client"};
    private static final String[] KINDS = {"body-held", "body-abandoned", "lease-held", "closed-early"};
    private static final String[] GRADES = {"likely", "proven", "suspect", "likely"};
    private static final String[] STATES = {"ESTABLISHED", "CLOSE_WAIT", "ESTABLISHED", "FIN_WAIT2"};
    private static final int POOLS = 12;
    private static final int STACKS = 2;
    private static final int FRAMES = 24;

    /** The instance of a JVM by its number. */
    public static String instance(int jvm) {
        return new UUID(0x4000L, 0x8000_0000_0000_0000L + jvm).toString();
    }

    /** The connections that a cause holds, so that totals can be told beforehand. */
    public static long held(int cause, int sequence) {
        return KINDS[cause % KINDS.length].equals("closed-early") ? 0 : (1 + cause % 7) * (long) sequence;
    }

    public static String fingerprint(int cause) {
        return String.format("clf1:%016x", 0x9f2c_0000_0000_0000L + cause * 0x1_0001L);
    }

    public Path writeTo(Path file) {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            write(json);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(JsonGenerator json) throws IOException {
        long at = sequence * 3_600_000L + jvm % 60;
        json.writeStartObject();
        json.writeStringField("$schema", "urn:connleak:report:1");
        json.writeStringField("schemaVersion", "1.0");
        json.writeBooleanField("complete", true);
        raw(json, "tool", "{\"name\":\"connleak\",\"version\":\"0.1.0\"}");
        json.writeStringField("trigger", "interval");
        json.writeNumberField("sequence", sequence);
        json.writeStringField("countsSince", time(0));
        raw(
                json,
                "time",
                "{\"at\":\"" + time(at) + "\",\"atMillis\":" + at + ",\"jvmUptimeMillis\":" + at + ",\"watchedMillis\":"
                        + at + ",\"mode\":\"premain\"}");
        raw(
                json,
                "jvm",
                "{\"instance\":\"" + instance(jvm) + "\",\"startedAt\":\"" + time(0)
                        + "\",\"startedAtMillis\":0,\"pid\":" + (1000 + jvm)
                        + ",\"vendor\":\"Debian\",\"version\":\"17.0.15\","
                        + "\"mainClass\":\"com.acme.orders.Application\",\"host\":\"web" + (jvm % 8) + "\"}");
        raw(json, "labels", "{\"service\":\"" + (jvm % 2 == 0 ? "orders" : "stock") + "\"}");
        raw(
                json,
                "agent",
                "{\"state\":\"active\",\"since\":\"" + time(0)
                        + "\",\"reason\":null,\"internalErrors\":0,\"selfTest\":\"passed\"}");
        raw(json, "config", "{\"options\":[],\"problems\":[]}");
        clients(json);
        raw(
                json,
                "gc",
                "{\"collectionsSeen\":3,\"lastAt\":null,\"lastAtMillis\":null,\"requestedAtExit\":false,"
                        + "\"honoured\":null,\"millis\":null}");
        raw(json, "limits", "{\"level\":\"stacks\",\"capacity\":100000,\"dropped\":0,\"truncated\":[]}");
        int exchanges = causes * 1000 * sequence;
        raw(
                json,
                "totals",
                "{\"pools\":" + POOLS + ",\"connectionsOpened\":" + connections + ",\"connectionsOpen\":"
                        + connections + ",\"exchanges\":" + exchanges + ",\"exchangesOnReusedConnection\":"
                        + exchanges / 2
                        + ",\"bodies\":{\"none\":0,\"open\":0,\"readToEof\":" + exchanges
                        + ",\"readToEofNotClosed\":0,\"closedEarly\":0,\"abandoned\":0}}");
        cells(json, exchanges);
        findings(json, at);
        history(json, at);
        pools(json);
        connections(json);
        exchanges(json);
        threads(json);
        stacks(json);
        raw(json, "sockets", "{\"untracked\":[]}");
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void raw(JsonGenerator json, String name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(value);
    }

    private void clients(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("coverage");
        json.writeArrayFieldStart("clients");
        for (String client : CLIENTS) {
            json.writeRawValue(
                    "{\"client\":\"" + client + "\",\"version\":\"5.0\",\"state\":\"watched\",\"verdicts\":\"on\","
                            + "\"relocated\":false,\"exchanges\":" + causes * 250 * sequence + ",\"missing\":[]}");
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void cells(JsonGenerator json, int exchanges) throws IOException {
        json.writeArrayFieldStart("cells");
        for (int i = 0; i < CLIENTS.length; i++) {
            for (int cell = 0; cell < 8; cell += 1 + i) {
                json.writeRawValue("{\"client\":\"" + CLIENTS[i] + "\",\"keepAlive\":\"" + (cell < 4 ? "on" : "off")
                        + "\",\"readToEof\":" + (cell % 2 == 1) + ",\"closed\":" + (cell % 4 >= 2) + ",\"exchanges\":"
                        + exchanges / (1 + (cell % 4 == 3 ? 0 : 20 * cell + 7)) / CLIENTS.length + "}");
            }
        }
        json.writeEndArray();
    }

    private void findings(JsonGenerator json, long at) throws IOException {
        json.writeArrayFieldStart("findings");
        for (int i = 0; i < causes; i++) {
            int kind = i % KINDS.length;
            boolean waste = KINDS[kind].equals("closed-early");
            long held = held(i, sequence);
            long count = waste ? 40L * sequence : held;
            json.writeStartObject();
            json.writeStringField("fingerprint", fingerprint(i));
            json.writeStringField("kind", KINDS[kind]);
            raw(json, "byKind", "{\"" + KINDS[kind] + "\":" + count + "}");
            json.writeStringField("severity", waste ? "waste" : "leak");
            json.writeStringField("grade", GRADES[kind]);
            raw(json, "reasons", "[\"open for long, and no read in progress\"]");
            json.writeNumberField("count", count);
            json.writeNumberField("openNow", held);
            json.writeNumberField("connectionsHeld", held);
            json.writeNumberField("returnedLate", i % 3);
            json.writeNumberField("rescued", 0);
            json.writeNumberField("oldestMillis", at - 60_000L * (i % 50));
            json.writeStringField("firstSeenAt", time(60_000L * (i % 50)));
            json.writeNumberField("firstSeenAtMillis", 60_000L * (i % 50));
            json.writeStringField("lastSeenAt", time(at));
            json.writeNumberField("lastSeenAtMillis", at);
            json.writeStringField("client", CLIENTS[i % CLIENTS.length]);
            json.writeStringField("route", "http://backend" + i % 20 + ":8080");
            raw(json, "cell", "{\"keepAlive\":\"on\",\"readToEof\":false,\"closed\":" + waste + "}");
            json.writeStringField("outcome", waste ? "destroyed" : "held");
            raw(
                    json,
                    "site",
                    "{\"class\":\"" + type(i) + "\",\"method\":\"call" + i % 9 + "\",\"file\":\"Service" + i
                            + ".java\",\"line\":" + (10 + i % 300) + ",\"fingerprint\":\""
                            + String.format("cls1:%016x", 0x77aaL + i) + "\"}");
            json.writeNumberField("siteExchanges", count * 3);
            json.writeArrayFieldStart("stacks");
            for (int s = 0; s < STACKS; s++) {
                json.writeRawValue(
                        "{\"stack\":" + (i * STACKS + s) + ",\"count\":" + Math.max(1, count / (s + 1)) + "}");
            }
            json.writeEndArray();
            raw(json, "through", "[]");
            raw(json, "owner", "{\"type\":\"application\",\"name\":null,\"version\":null}");
            json.writeNullField("known");
            raw(json, "holders", "[{\"thread\":" + i % 16 + ",\"stack\":null}]");
            raw(
                    json,
                    "lastTouch",
                    "{\"thread\":" + i % 16 + ",\"stack\":null,\"at\":\"" + time(at) + "\",\"atMillis\":" + at + "}");
            json.writeNullField("submitter");
            json.writeBooleanField("ignored", false);
            json.writeStringField("summary", count + " of " + type(i) + " were not given back.");
            json.writeStringField("advice", "Close the response: put it into try-with-resources.");
            json.writeArrayFieldStart("instances");
            for (int n = 0; n < 5 && i * 5 + n < connections; n++) {
                json.writeString("x" + (i * 5 + n + 1));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void history(JsonGenerator json, long at) throws IOException {
        json.writeArrayFieldStart("history");
        for (int point = 1; point <= historyPoints; point++) {
            json.writeStartObject();
            json.writeNumberField("atMillis", at * point / historyPoints);
            json.writeArrayFieldStart("pools");
            for (int pool = 1; pool <= Math.min(10, POOLS); pool++) {
                json.writeRawValue(
                        "{\"pool\":\"p" + pool + "\",\"leased\":" + pool * 3L * sequence * point / historyPoints
                                + ",\"idle\":" + (point * 7 + pool) % 5 + ",\"waiting\":"
                                + (point > historyPoints * 3 / 4 ? pool : 0)
                                + "}");
            }
            json.writeEndArray();
            json.writeArrayFieldStart("causes");
            for (int cause = 0; cause < Math.min(10, causes); cause++) {
                json.writeRawValue("{\"fingerprint\":\"" + fingerprint(cause) + "\",\"open\":"
                        + held(cause, sequence) * point / historyPoints + "}");
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void pools(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("pools");
        for (int pool = 1; pool <= POOLS; pool++) {
            json.writeRawValue(
                    "{\"id\":\"p" + pool + "\",\"client\":\"" + CLIENTS[pool % CLIENTS.length] + "\",\"createdAt\":\""
                            + time(0) + "\",\"createdAtMillis\":0,\"stack\":0,\"keepAlive\":\"on\",\"max\":" + 50 * pool
                            + ",\"maxPerRoute\":20,\"idleTimeoutMillis\":30000,\"leased\":" + pool * 3L * sequence
                            + ",\"idle\":2,\"waiting\":" + pool + ",\"waiters\":[],\"saturatedMillis\":" + pool * 1000L
                            + ",\"closed\":false}");
        }
        json.writeEndArray();
    }

    private void connections(JsonGenerator json) throws IOException {
        Random random = new Random(jvm * 31L + sequence);
        json.writeArrayFieldStart("connections");
        for (int i = 0; i < connections; i++) {
            json.writeRawValue("{\"id\":\"c" + (i + 1) + "\",\"pool\":\"p" + (1 + i % POOLS)
                    + "\",\"route\":\"http://backend" + i % 20 + ":8080\",\"local\":\"10.0.0.1:" + (1024 + i % 60000)
                    + "\",\"remote\":\"10.0.1." + i % 20 + ":8080\",\"openedAt\":\"" + time(i % 3_000_000)
                    + "\",\"openedAtMillis\":" + i % 3_000_000 + ",\"adopted\":false,\"state\":\"leased\",\"uses\":"
                    + random.nextInt(100) + ",\"reader\":0,\"readerAt\":\"" + time(i % 3_000_000)
                    + "\",\"readerAtMillis\":" + i % 3_000_000 + ",\"writer\":0,\"writerAt\":\"" + time(i % 3_000_000)
                    + "\",\"writerAtMillis\":" + i % 3_000_000 + ",\"loopThreads\":[],\"tcpState\":\""
                    + STATES[random.nextInt(STATES.length)] + "\",\"unreadBytes\":" + random.nextInt(5000)
                    + ",\"closeReason\":null}");
        }
        json.writeEndArray();
    }

    private void exchanges(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("exchanges");
        for (int i = 0; i < connections; i++) {
            json.writeRawValue("{\"id\":\"x" + (i + 1) + "\",\"connection\":\"c" + (i + 1)
                    + "\",\"method\":\"GET\",\"url\":\"http://backend" + i % 20
                    + ":8080/orders/{}\",\"status\":200,\"thread\":" + i % 16 + ",\"startedAt\":\""
                    + time(i % 3_000_000)
                    + "\",\"startedAtMillis\":" + i % 3_000_000 + ",\"stack\":" + i % Math.max(1, causes * STACKS)
                    + ",\"body\":{\"state\":\"open\",\"framing\":\"content-length\",\"bytesRead\":null,\"length\":" + i
                    + ",\"lastProgressAt\":\"" + time(i % 3_000_000) + "\",\"lastProgressAtMillis\":" + i % 3_000_000
                    + "}}");
        }
        json.writeEndArray();
    }

    private static void threads(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("threads");
        for (int i = 0; i < 16; i++) {
            json.writeRawValue("{\"name\":\"worker-" + i + "\",\"id\":\"" + (20 + i)
                    + "\",\"virtual\":false,\"state\":\"WAITING\",\"stack\":null}");
        }
        json.writeEndArray();
    }

    private void stacks(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("stacks");
        for (int i = 0; i < causes * STACKS; i++) {
            json.writeStartArray();
            json.writeString(
                    "org.apache.hc.client5.http.impl.classic.CloseableHttpClient.execute(CloseableHttpClient.java:87)");
            int cause = i / STACKS;
            json.writeString(
                    type(cause) + ".call" + cause % 9 + "(Service" + cause + ".java:" + (10 + cause % 300) + ")");
            json.writeString("com.acme.jobs.Job" + i % 50 + ".run(Job" + i % 50 + ".java:" + (30 + i % 2) + ")");
            for (int frame = 0; frame < FRAMES; frame++) {
                json.writeString("com.acme.platform.layer" + frame + ".Layer.invoke" + i % (1 + frame % 3)
                        + "(Layer.java:" + (10 + frame) + ")");
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static String type(int cause) {
        return "com.acme.orders.module" + cause % 40 + ".Service" + cause;
    }

    private static String time(long atMillis) {
        return new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(START.plusMillis(atMillis));
    }
}
