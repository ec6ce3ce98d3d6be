package dev.connleak.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.connleak.report.Report;
import dev.connleak.report.ReportWriter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that came through the attach channel: a file below the temporary directory under the request's
 * id, written beside and renamed, so that whoever waits for it never reads half of it. Mode 0600 from its first byte.
 */
final class Answer {
    /** There is no agent to ask. */
    static final int NOT_WATCHED = 4;

    /** Findings at or above the announced grade; for {@code status} only. */
    static final int FOUND = 1;

    static final int WRONG_USAGE = 2;

    /** A fault of connleak's own. */
    static final int FAULT = 70;

    // Jackson's usual pool hangs its buffers on the thread, here the JVM's attach listener, where they outlive a
    // detach.
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private Answer() {}

    /** Answers whether it could be written. */
    static boolean success(@Nullable String request, String message, @Nullable Report report) {
        return write(request, true, 0, message, report);
    }

    /** Whether the last answer to a request is still where it was put. */
    static boolean isWaiting(String request) {
        return file(request, "json").exists();
    }

    /** Takes back an answer that nobody came for. */
    static void remove(String request) {
        file(request, "json").delete();
    }

    /** Looked, and this is what it says; the code is the command's. */
    static void told(@Nullable String request, String message, int exitCode) {
        write(request, true, exitCode, message, null);
    }

    static void failure(@Nullable String request, String message, int exitCode) {
        write(request, false, exitCode, message, null);
    }

    private static boolean write(
            @Nullable String request, boolean ok, int exitCode, String message, @Nullable Report report) {
        if (request == null || !isPlain(request)) {
            return false;
        }
        File answer = file(request, "json");
        File beside = file(request, "part");
        try {
            beside.createNewFile();
            beside.setReadable(false, false);
            beside.setReadable(true, true);
            try (OutputStream out = new FileOutputStream(beside)) {
                out.write(json(request, ok, exitCode, message, report));
            }
            if (!beside.renameTo(answer)) {
                throw new IOException("cannot rename " + beside + " to " + answer);
            }
            return true;
        } catch (IOException e) {
            beside.delete();
            Console.warn("cannot answer a request: " + e.getMessage());
            return false;
        }
    }

    private static File file(String request, String ending) {
        return new File(System.getProperty("java.io.tmpdir", "/tmp"), "connleak-answer-" + request + "." + ending);
    }

    private static byte[] json(String request, boolean ok, int exitCode, String message, @Nullable Report report)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("request", request);
            json.writeStringField("agentVersion", Version.TEXT);
            json.writeBooleanField("ok", ok);
            json.writeNumberField("exitCode", exitCode);
            json.writeStringField("message", message);
            json.writeFieldName("report");
            if (report == null) {
                json.writeNull();
            } else {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                ReportWriter.write(report, text);
                json.writeRawValue(new String(text.toByteArray(), StandardCharsets.UTF_8));
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The id becomes part of a file's name. */
    private static boolean isPlain(String request) {
        for (int i = 0; i < request.length(); i++) {
            char c = request.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return !request.isEmpty();
    }
}
