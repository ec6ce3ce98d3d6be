package dev.connleak.cli.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.page.SafeText;
import java.io.PrintWriter;

/** What a live view would show of one report, on paper. */
public final class Glance {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A page of paper is as wide as every other one of this command line. */
    private static final int WIDTH = 80;

    private final Look look;

    private Glance(Look look) {
        this.look = look;
    }

    public static Glance of(JsonNode report) {
        return new Glance(LookReader.read(report));
    }

    /** A page of plain text with every row. */
    public void text(PrintWriter out) {
        new Screen(look, look, WIDTH)
                .page()
                .forEach(line -> out.println(line.text().stripTrailing()));
    }

    /** One line of JSON, written at once. */
    public void json(PrintWriter out) {
        try {
            out.println(SafeText.json(MAPPER.writeValueAsString(look)));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values could not be written", e);
        }
    }
}
