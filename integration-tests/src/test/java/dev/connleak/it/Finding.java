package dev.connleak.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One finding of a report. */
record Finding(Report report, JsonNode json) {
    String kind() {
        return word("kind");
    }

    String severity() {
        return word("severity");
    }

    String grade() {
        return word("grade");
    }

    String outcome() {
        return word("outcome");
    }

    int number(String key) {
        return json.path(key).asInt();
    }

    Cell cell() {
        JsonNode cell = json.path("cell");
        return Arrays.stream(Cell.values())
                .filter(each -> cell.path("keepAlive").asText().equals(each.keepAlive() ? "on" : "off"))
                .filter(each -> cell.path("readToEof").asBoolean() == each.readToEof())
                .filter(each -> cell.path("closed").asBoolean() == each.closed())
                .findFirst()
                .orElseThrow();
    }

    boolean isOf(RawServer server) {
        return word("route").equals(server.route());
    }

    Site site() {
        JsonNode site = json.path("site");
        return new Site(
                site.path("class").asText(),
                site.path("method").asText(),
                site.path("file").asText(),
                site.path("line").asInt());
    }

    /** What the kernel said of the connections of the instances. */
    List<String> tcpStates() {
        Set<String> instances = StreamSupport.stream(json.path("instances").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        return report.tcpStates(instances);
    }

    /** What a failed assertion says of it; the whole report would be too much. */
    @Override
    public String toString() {
        return grade() + " " + kind() + " ×" + number("count") + " at " + site();
    }

    private String word(String key) {
        return json.path(key).asText();
    }
}
