package dev.connleak.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract's rules for every field in one place: keys always present, absence as null, times written twice. */
final class JsonFields {
    // Jackson's usual pool hangs its buffers on the thread, here an application's, where they would outlive a detach.
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    // ISO_INSTANT leaves the milliseconds out where they are zero.
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final char REPLACEMENT = '\uFFFD';

    private final RowPrinter printer = new RowPrinter();
    private final JsonGenerator json;

    JsonFields(OutputStream out) throws IOException {
        json = JSON.createGenerator(out);
        json.setPrettyPrinter(printer);
    }

    /** See {@link RowPrinter#lines}. */
    void lines(int levels) {
        printer.lines(levels);
    }

    void open() throws IOException {
        json.writeStartObject();
    }

    void open(String name) throws IOException {
        json.writeObjectFieldStart(name);
    }

    void close() throws IOException {
        json.writeEndObject();
    }

    void openList(String name) throws IOException {
        json.writeArrayFieldStart(name);
    }

    void openList() throws IOException {
        json.writeStartArray();
    }

    void closeList() throws IOException {
        json.writeEndArray();
    }

    void end() throws IOException {
        json.writeRaw('\n');
        json.close();
    }

    void none(String name) throws IOException {
        json.writeNullField(name);
    }

    void text(String name, @Nullable String value) throws IOException {
        if (value == null) {
            none(name);
        } else {
            json.writeStringField(name, wellFormed(value));
        }
    }

    void number(String name, long value) throws IOException {
        json.writeNumberField(name, value);
    }

    void number(String name, @Nullable Number value) throws IOException {
        if (value == null) {
            none(name);
        } else {
            json.writeNumberField(name, value.longValue());
        }
    }

    void flag(String name, @Nullable Boolean value) throws IOException {
        if (value == null) {
            none(name);
        } else {
            json.writeBooleanField(name, value);
        }
    }

    void onOff(String name, @Nullable Boolean value) throws IOException {
        text(name, value == null ? null : value ? "on" : "off");
    }

    void time(String name, Moment value) throws IOException {
        json.writeStringField(name, MILLIS.format(Instant.ofEpochMilli(value.epochMillis)));
    }

    /** A time whose name ends in {@code At}, followed by the same on the agent's clock. */
    void moment(String name, @Nullable Moment value) throws IOException {
        if (value == null) {
            none(name);
            none(name + "Millis");
        } else {
            time(name, value);
            number(name + "Millis", value.sinceStartMillis);
        }
    }

    void texts(String name, List<String> values) throws IOException {
        openList(name);
        texts(values);
        closeList();
    }

    void texts(List<String> values) throws IOException {
        for (String value : values) {
            json.writeString(wellFormed(value));
        }
    }

    void texts(String name, Map<String, String> values) throws IOException {
        open(name);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            text(wellFormed(entry.getKey()), entry.getValue());
        }
        close();
    }

    void numbers(String name, List<Integer> values) throws IOException {
        openList(name);
        for (Integer value : values) {
            json.writeNumber(value.intValue());
        }
        closeList();
    }

    void numbers(String name, Map<String, Long> values) throws IOException {
        open(name);
        for (Map.Entry<String, Long> entry : values.entrySet()) {
            number(wellFormed(entry.getKey()), entry.getValue());
        }
        close();
    }

    /** Half a surrogate pair has no UTF-8: the generator would throw and the whole report be lost to one odd name. */
    private static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (mended == null) {
                mended = new StringBuilder(text);
            }
            mended.setCharAt(i, REPLACEMENT);
        }
        return mended == null ? text : mended.toString();
    }
}
