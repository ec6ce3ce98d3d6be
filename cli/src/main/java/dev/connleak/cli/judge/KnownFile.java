package dev.connleak.cli.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connleak.cli.report.UnreadableFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The two files that lie beside the code and are reviewed with it: {@code connleak-baseline.json} and
 * {@code connleak-suppressions.json}. One entry a line and always in the same order, so that two branches that add one
 * each merge, and a review shows what came in; no counts and no times, so that a file changes only when its meaning does.
 *
 * @param <E> what its lines are
 */
public final class KnownFile<E extends Entry> {

    public static final KnownFile<KnownCause> BASELINE =
            new KnownFile<>("connleak-baseline.json", "urn:connleak:baseline:1", KnownCause.class);

    public static final KnownFile<Suppression> SUPPRESSIONS =
            new KnownFile<>("connleak-suppressions.json", "urn:connleak:suppressions:1", Suppression.class);

    private static final Comparator<Entry> BY_PLACE = Comparator.comparing(Entry::order, (left, right) -> {
        for (int i = 0; i < left.size(); i++) {
            int order = Comparator.nullsLast(Comparator.<String>naturalOrder()).compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    });

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;
    private final String schema;
    private final Class<E> type;

    private KnownFile(String name, String schema, Class<E> type) {
        this.name = name;
        this.schema = schema;
        this.type = type;
    }

    /** The nearest one in a directory or above it. */
    public @Nullable Path upwardFrom(Path directory) {
        for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Path file = at.resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    /** Where it goes when there is none. */
    public Path in(Path directory) {
        return directory.resolve(name);
    }

    public List<E> read(Path file) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (JsonProcessingException | CharacterCodingException e) {
            throw new KnownFileException(file, "is not JSON: mend it, or make it anew", e);
        } catch (NoSuchFileException e) {
            throw new KnownFileException(file, "does not exist: check the path", e);
        } catch (IOException e) {
            throw new KnownFileException(file, UnreadableFileException.flaw(e), e);
        }
        String found = tree.path("$schema").asText();
        String family = schema.substring(0, schema.lastIndexOf(':') + 1);
        if (!found.equals(schema) && found.startsWith(family)) {
            throw new KnownFileException(file, "was written by a newer connleak (" + found + "): update connleak");
        }
        if (!found.equals(schema) || !tree.path("entries").isArray()) {
            throw new KnownFileException(
                    file, "is no " + name + ": it wants \"$schema\": \"" + schema + "\" and a list \"entries\"");
        }
        List<E> entries = new ArrayList<>();
        for (JsonNode node : tree.path("entries")) {
            entries.add(entry(file, entries.size() + 1, node));
        }
        return entries;
    }

    public void write(Path file, List<E> entries) throws IOException {
        Files.writeString(file, text(entries));
    }

    /** The file's text. */
    public String text(List<E> entries) {
        StringJoiner lines = new StringJoiner(",\n", "\n", "\n");
        lines.setEmptyValue("");
        for (E entry : entries.stream().sorted(BY_PLACE).toList()) {
            lines.add("  " + line(entry));
        }
        String text = "{\n \"$schema\": \"" + schema + "\",\n \"entries\": [" + lines + " ]\n}\n";
        return entries.isEmpty() ? text.replace("[ ]", "[]") : text;
    }

    private E entry(Path file, int number, JsonNode node) {
        E entry;
        try {
            entry = MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new KnownFileException(file, "can't be used, its entry " + number + " is malformed: mend it", e);
        }
        String flaw = entry == null ? "it is null" : entry.flaw();
        if (flaw != null) {
            throw new KnownFileException(file, "can't be used, look at its entry " + number + ": " + flaw);
        }
        return entry;
    }

    private static String line(Entry entry) {
        try {
            StringJoiner fields = new StringJoiner(", ", "{", "}");
            MAPPER.valueToTree(entry)
                    .properties()
                    .forEach(field -> fields.add("\"" + field.getKey() + "\": " + field.getValue()));
            return fields.toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("an entry of plain texts could not be written", e);
        }
    }
}
