package dev.connleak.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/**
 * Lays JSON out for eyes and for {@code diff}: a line for each entry down to a chosen depth, one line for all below it.
 * A thousand connections are a thousand lines then, which also keeps a full report below a megabyte.
 */
final class RowPrinter implements PrettyPrinter {
    private int lines;
    private int depth;

    /** The deepest level whose entries get a line each; the root's entries are level 1. */
    void lines(int levels) {
        lines = levels;
    }

    @Override
    public void writeStartObject(JsonGenerator json) throws IOException {
        open(json, '{');
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) throws IOException {
        breakLine(json, "");
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
        json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
        separate(json);
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) throws IOException {
        close(json, entries, '}');
    }

    @Override
    public void writeStartArray(JsonGenerator json) throws IOException {
        open(json, '[');
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
        breakLine(json, "");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
        separate(json);
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
        close(json, values, ']');
    }

    @Override
    public void writeRootValueSeparator(JsonGenerator json) {
        // A report is one value.
    }

    private void open(JsonGenerator json, char bracket) throws IOException {
        json.writeRaw(bracket);
        depth++;
    }

    private void separate(JsonGenerator json) throws IOException {
        json.writeRaw(',');
        breakLine(json, " ");
    }

    private void close(JsonGenerator json, int entries, char bracket) throws IOException {
        boolean onItsOwnLine = entries > 0 && depth <= lines;
        depth--;
        if (onItsOwnLine) {
            indent(json);
        }
        json.writeRaw(bracket);
    }

    private void breakLine(JsonGenerator json, String otherwise) throws IOException {
        if (depth <= lines) {
            indent(json);
        } else {
            json.writeRaw(otherwise);
        }
    }

    private void indent(JsonGenerator json) throws IOException {
        json.writeRaw('\n');
        for (int i = 0; i < depth; i++) {
            json.writeRaw("  ");
        }
    }
}
