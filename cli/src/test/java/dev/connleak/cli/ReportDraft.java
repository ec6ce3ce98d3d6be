package dev.connleak.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A sample report, changed. */
public final class ReportDraft {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode root;

    private ReportDraft(ObjectNode root) {
        this.root = root;
    }

    public static ReportDraft of(String sample) {
        try {
            ReportDraft draft = new ReportDraft(
                    (ObjectNode) MAPPER.readTree(CommandRun.sample(sample).toFile()));
            // Its second client has no verdicts, which is another test's business.
            for (JsonNode client : draft.root.at("/coverage/clients")) {
                ((ObjectNode) client).put("verdicts", "on");
            }
            return draft;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a value of the object that a JSON pointer leads to. */
    public ReportDraft put(String pointer, String key, Object value) {
        ((ObjectNode) root.at(pointer)).putPOJO(key, value);
        return this;
    }

    public ReportDraft jvm(String instance, long sequence) {
        root.put("sequence", sequence);
        return put("/jvm", "instance", instance);
    }

    public ObjectNode finding(int index) {
        return (ObjectNode) root.at("/findings").get(index);
    }

    public ReportDraft finding(int index, Consumer<ObjectNode> change) {
        change.accept(finding(index));
        return this;
    }

    /** Only the first finding stays. */
    public ReportDraft oneFinding() {
        ArrayNode findings = (ArrayNode) root.at("/findings");
        while (findings.size() > 1) {
            findings.remove(findings.size() - 1);
        }
        return this;
    }

    /** So many copies of the first finding, each a cause of its own, alone. */
    public ReportDraft causes(int number) {
        oneFinding();
        ArrayNode findings = (ArrayNode) root.at("/findings");
        for (int i = 1; i < number; i++) {
            ObjectNode copy = finding(0).deepCopy();
            copy.put("fingerprint", String.format("clf1:%016x", i));
            copy.put("count", number - i);
            findings.add(copy);
        }
        return this;
    }

    public Path in(Path directory, String name) {
        return CommandRun.written(directory, name, root.toPrettyString());
    }
}
