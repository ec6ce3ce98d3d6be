package dev.connleak.cli.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sections of one file, read at the parser's place. A section of the wrong type is remembered and passed over, so that
 * the reader can go on and see what file it is.
 */
final class Sections {

    /** A value that is not what a report has there. */
    record Wrong(String where, Throwable cause) {}

    private static final int NO_ROW = -1;

    private final JsonMapper mapper;
    private final Strings strings;
    private final JsonParser json;
    private final Rows tables;
    private final List<Wrong> wrong = new ArrayList<>();

    Sections(JsonMapper mapper, Strings strings, JsonParser json) {
        this.mapper = mapper;
        this.strings = strings;
        this.json = json;
        this.tables = new Rows(json, strings);
    }

    /** What was of the wrong type, in the order of the file. */
    List<Wrong> wrong() {
        return wrong;
    }

    /** Where this file's large tables are read from. */
    Rows tables() {
        return tables;
    }

    void skip() throws IOException {
        json.skipChildren();
    }

    <T> @Nullable T value(String key, Class<T> type) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        ObjectReader reader = mapper.readerFor(type);
        return row(key, NO_ROW, () -> reader.readValue(json, type));
    }

    @Nullable
    String text(String key) throws IOException {
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            return json.getText();
        }
        if (!json.hasToken(JsonToken.VALUE_NULL)) {
            notA(key, "text");
        }
        return null;
    }

    @Nullable
    Map<String, String> texts(String key) throws IOException {
        Texts texts = value(key, Texts.class);
        return texts == null ? null : texts.byName();
    }

    /** The rows of a list; null where there is none. */
    <T> @Nullable List<T> rows(String key, Class<T> type) throws IOException {
        return rows(key, bound(type));
    }

    /** @param reader null of a row that is not wanted */
    <T> @Nullable List<T> rows(String key, Reader<T> reader) throws IOException {
        List<T> rows = new ArrayList<>();
        boolean list = each(key, reader, row -> {
            if (row != null) {
                rows.add(row);
            }
        });
        return list ? rows : null;
    }

    /** The rows of a table that others refer to by index: what is no row keeps its place. */
    <T> @Nullable List<@Nullable T> table(String key, Class<T> type) throws IOException {
        List<@Nullable T> rows = new ArrayList<>();
        return each(key, bound(type), rows::add) ? rows : null;
    }

    private <T> Reader<T> bound(Class<T> type) {
        ObjectReader reader = mapper.readerFor(type).withAttribute(Strings.KEY, strings);
        return () -> reader.readValue(json, type);
    }

    @Nullable
    List<@Nullable List<@Nullable String>> stacks(String key) throws IOException {
        List<@Nullable List<@Nullable String>> stacks = new ArrayList<>();
        for (@Nullable Frames frames : Absent.orEmpty(table(key, Frames.class))) {
            stacks.add(frames == null ? null : frames.frames());
        }
        return stacks;
    }

    /** Texts by name; the names are the application's. */
    private record Texts(Map<String, String> byName) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Texts {}
    }

    /** Reads one value at the parser's place. */
    interface Reader<T> {
        @Nullable
        T read() throws IOException;
    }

    private interface Each<T> {
        void row(@Nullable T row);
    }

    private <T> boolean each(String key, Reader<T> reader, Each<T> each) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NULL)) {
            return false;
        }
        if (!json.hasToken(JsonToken.START_ARRAY)) {
            notA(key, "list");
            return false;
        }
        int index = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int wrongBefore = wrong.size();
            T row = json.hasToken(JsonToken.VALUE_NULL) ? null : row(key, index, reader);
            if (wrong.size() > wrongBefore) {
                return false;
            }
            each.row(row);
            index++;
        }
        return true;
    }

    private void notA(String key, String type) throws IOException {
        wrong.add(new Wrong(key, new IllegalArgumentException("not a " + type)));
        json.skipChildren();
    }

    /** Null, remembered and passed over to the section's end, where the value is of another type. */
    private <T> @Nullable T row(String key, int index, Reader<T> reader) throws IOException {
        try {
            return reader.read();
        } catch (JsonMappingException e) {
            throwIfSyntax(e);
            wrong.add(new Wrong(where(key, index) + steps(e), e));
        } catch (InputCoercionException e) {
            wrong.add(new Wrong(where(key, index), e));
        }
        while (json.getParsingContext().getNestingDepth() > 1) {
            json.nextToken();
        }
        return null;
    }

    private static String where(String key, int index) {
        return index == NO_ROW ? key : key + "[" + index + "]";
    }

    /** The text itself may be at fault: what the parser says of it comes wrapped. */
    private static void throwIfSyntax(JsonMappingException e) throws JsonProcessingException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonParseException || cause instanceof StreamConstraintsException) {
                throw (JsonProcessingException) cause;
            }
        }
    }

    private static String steps(JsonMappingException e) {
        StringBuilder steps = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                steps.append('[').append(step.getIndex()).append(']');
            } else {
                steps.append('.').append(step.getFieldName());
            }
        }
        return steps.toString();
    }
}
