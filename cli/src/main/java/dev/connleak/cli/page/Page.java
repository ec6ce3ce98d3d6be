package dev.connleak.cli.page;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * Lines of text on a terminal, eighty columns wide. All text goes through {@link SafeText}; colour is added afterwards with
 * {@code ColorScheme.apply}, never through picocli's markup, which a string of a report could contain. Used by one thread.
 */
public final class Page {

    private static final int WIDTH = 80;

    /** A name and its value: the value's column. */
    private static final int VALUE_COLUMN = 13;

    private final PrintWriter out;
    private final ColorScheme colors;

    public Page(PrintWriter out, ColorScheme colors) {
        this.out = out;
        this.colors = colors;
    }

    public void blank() {
        out.println();
    }

    /** A paragraph; its lines begin in the same column. */
    public void text(int indent, String text, IStyle... styles) {
        for (String line : wrapped(text, WIDTH - indent)) {
            out.println(" ".repeat(indent) + styled(line, styles));
        }
    }

    /** A name and its value; the value's further lines stand below its first. */
    public void field(String name, String value) {
        String start = "   " + name;
        for (String line : wrapped(value, WIDTH - VALUE_COLUMN)) {
            out.println(start + " ".repeat(VALUE_COLUMN - start.length()) + line);
            start = "";
        }
    }

    /** Rows of cells; a column's text is cut where it is too long, its full length is in the JSON. */
    public void table(int[] widths, List<List<String>> rows) {
        Column[] columns = new Column[widths.length];
        for (int i = 0; i < widths.length; i++) {
            columns[i] = new Column(widths[i], i == 0 ? 3 : 1, Overflow.TRUNCATE);
        }
        TextTable table = TextTable.forColumns(colors, columns);
        for (List<String> row : rows) {
            table.addRowValues(row.stream()
                    .map(cell -> colors.apply(SafeText.line(cell), List.of()))
                    .toArray(Ansi.Text[]::new));
        }
        table.toString().lines().forEach(line -> out.println(line.stripTrailing()));
    }

    private String styled(String line, IStyle... styles) {
        return styles.length == 0 ? line : colors.apply(line, List.of(styles)).toString();
    }

    /** Breaks at blanks, and inside a word only where the word alone is too long. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : SafeText.line(text).split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                int end = end(rest, width);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Where a word is broken that is too long: a frame before its file and line, so that these can be found and clicked. */
    private static int end(String word, int width) {
        int file = word.lastIndexOf('(', width - 1);
        if (file > 0) {
            return file;
        }
        return Character.isHighSurrogate(word.charAt(width - 1)) ? width - 1 : width;
    }
}
