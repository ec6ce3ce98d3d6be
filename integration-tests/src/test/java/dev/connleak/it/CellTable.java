package dev.connleak.it;

import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What becomes of the connections of each cell and shape: a line for each cell, a column for each shape. {@code held>closed} is held for as long as the application holds the responses, and closed when they were collected and
 * the client has had another exchange; one word alone says that collecting changes nothing; a dash, that cell and shape do not fit.
 */
record CellTable(Map<Cell, Map<Shape, Fate>> fates) {
    /** What a word of the table says. */
    record Fate(Word whileHeld, Word whenCollected) {
        static Fate parse(String text) {
            String[] words = text.toUpperCase(Locale.ROOT).split(">");
            return new Fate(Word.valueOf(words[0]), Word.valueOf(words[words.length - 1]));
        }

        boolean leaks() {
            return whileHeld == Word.HELD || whileHeld == Word.STUCK;
        }
    }

    private static final String NONE = "-";

    static CellTable parse(String text) {
        List<List<String>> lines =
                text.lines().map(line -> List.of(line.trim().split("\\s+"))).toList();
        List<String> head = lines.get(0);
        Map<Cell, Map<Shape, Fate>> fates = new EnumMap<>(Cell.class);
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<Shape, Fate> row = new EnumMap<>(Shape.class);
            for (int i = 1; i < line.size(); i++) {
                if (!line.get(i).equals(NONE)) {
                    row.put(Shape.valueOf(head.get(i)), Fate.parse(line.get(i)));
                }
            }
            fates.put(Cell.valueOf(line.get(0)), row);
        }
        return new CellTable(fates);
    }

    CellTable withGzipAsChunked() {
        Map<Cell, Map<Shape, Fate>> others = new EnumMap<>(Cell.class);
        for (Cell cell : Cell.values()) {
            Map<Shape, Fate> row = new EnumMap<>(Shape.class);
            fates.getOrDefault(cell, Map.of()).forEach(row::put);
            row.put(Shape.GZIP, fate(cell, Shape.CHUNKED));
            others.put(cell, row);
        }
        return new CellTable(others);
    }

    Fate fate(Cell cell, Shape shape) {
        Map<Shape, Fate> row = fates.get(cell);
        Fate fate = row == null ? null : row.get(shape);
        if (fate == null) {
            throw new IllegalArgumentException("the table says nothing of " + cell + " " + shape);
        }
        return fate;
    }
}
