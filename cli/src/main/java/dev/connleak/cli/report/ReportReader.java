package dev.connleak.cli.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one report. A file is asked in this order: can it be opened, is it text, is it whole, is it JSON, is it a report,
 * is it of a schema we know, does it hold what a report holds. The first answer that is no decides the exception.
 *
 * <p>A report that lacks a section which a verdict needs is refused: a missing list of findings must not read as "clean".
 */
public final class ReportReader {

    /** Reports stay below 1 MB with the default caps; a hundred times that is no report. */
    private static final int MAX_BYTES = 100 * 1024 * 1024;

    private static final int KNOWN_MAJOR = 1;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})");
    private static final List<String> REQUIRED =
            List.of("tool", "complete", "time", "jvm", "agent", "coverage", "totals", "findings");

    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public ReportFile read(Path path) {
        String text = text(path, bytes(path));
        JsonNode tree = tree(path, text);
        requireReport(path, tree);
        return new ReportFile(path, report(path, tree), text);
    }

    private static byte[] bytes(Path path) {
        if (Files.isDirectory(path)) {
            throw new UnreadableFileException(
                    path + " is a directory: name the report files in it, for instance " + path.resolve("*.json"));
        }
        if (Files.notExists(path)) {
            throw new UnreadableFileException(path + " does not exist: check the path and the agent's option report=");
        }
        // Read through a stream, not by size: a pipe of the shell is welcome too.
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ForeignFileException(
                        path + " is larger than 100 MB, which no connleak report is: name the report file");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnreadableFileException(
                    path + " can't be read (" + e.getClass().getSimpleName() + "): run connleak as a user who may", e);
        }
    }

    private static String text(Path path, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw binary(path);
        }
        if (text.indexOf('\0') >= 0) {
            throw binary(path);
        }
        if (text.isBlank()) {
            throw new CutReportException(path + " is empty: take the report again, for instance with connleak dump");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ForeignFileException binary(Path path) {
        return new ForeignFileException(path + " is a binary file, not a connleak report: name the JSON file");
    }

    private JsonNode tree(Path path, String text) {
        try {
            return mapper.readTree(text);
        } catch (StreamConstraintsException e) {
            throw foreign(path, e);
        } catch (JsonProcessingException e) {
            if (e instanceof JsonEOFException || endsAt(e.getLocation(), text)) {
                throw new CutReportException(
                        path + " is cut short, its JSON has no end: take the report again, "
                                + "for instance with connleak dump",
                        e);
            }
            throw new ForeignFileException(path + " is not JSON" + place(e) + ": name a report that connleak wrote", e);
        }
    }

    /** A literal that is cut ("tru") is no end of file for the parser, but it stands at the end all the same. */
    private static boolean endsAt(JsonLocation location, String text) {
        return text.stripLeading().startsWith("{")
                && location.getCharOffset() >= text.stripTrailing().length();
    }

    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static void requireReport(Path path, JsonNode tree) {
        JsonNode version = tree.path("schemaVersion");
        boolean ours = "connleak".equals(tree.path("tool").path("name").textValue())
                || tree.path("$schema").asText().startsWith("urn:connleak:report:");
        Matcher matcher = VERSION.matcher(version.asText());
        if (!ours || !version.isTextual() || !matcher.matches()) {
            throw foreign(path, null);
        }
        int major = Integer.parseInt(matcher.group(1));
        if (major > KNOWN_MAJOR) {
            throw new NewerReportException(path + " was written by a newer connleak (report schema " + version.asText()
                    + "); this connleak reads 1.x: update connleak");
        }
        if (major < KNOWN_MAJOR) {
            throw foreign(path, null);
        }
        for (String key : REQUIRED) {
            if (tree.path(key).isMissingNode() || tree.path(key).isNull()) {
                throw new ForeignFileException(
                        path + " is not a whole connleak report, \"" + key + "\" is missing: take the report again");
            }
        }
    }

    private Report report(Path path, JsonNode tree) {
        try {
            return mapper.treeToValue(tree, Report.class);
        } catch (JsonMappingException e) {
            throw new ForeignFileException(
                    path + " is not a sound connleak report, " + where(e) + " is missing or of the wrong type: "
                            + "take the report again",
                    e);
        } catch (JsonProcessingException e) {
            throw foreign(path, e);
        }
    }

    private static String where(JsonMappingException e) {
        StringBuilder where = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                where.append('[').append(step.getIndex()).append(']');
            } else {
                where.append(where.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return where.isEmpty() ? "its top level" : where.toString();
    }

    private static ForeignFileException foreign(Path path, @Nullable Throwable cause) {
        String message = path + " is JSON but not a connleak report: name a file that connleak wrote";
        return cause == null ? new ForeignFileException(message) : new ForeignFileException(message, cause);
    }
}
