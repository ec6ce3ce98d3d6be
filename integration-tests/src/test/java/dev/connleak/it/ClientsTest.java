package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent's own tables say of the clients, against what {@link CellOutcomesTest} measures. */
class ClientsTest {

    @TempDir
    private Path directory;

    @Test
    void cellsOfEachClientAreThoseThatAreMeasured() throws IOException {
        Cli clients = Cli.run(directory, "clients", "--json");

        assertThat(clients.exitCode()).as(clients::story).isZero();
        JsonNode listed = new ObjectMapper().readTree(clients.stdout());
        for (Client client : Client.values()) {
            CellTable measured = ExpectedCells.of(client);
            List<String> expected = new ArrayList<>();
            for (Cell cell : Cell.values()) {
                expected.add(word(
                        cell.keepAlive(),
                        cell.readToEof(),
                        cell.closed(),
                        measured.fate(cell, Shape.LARGE).whileHeld().name().toLowerCase(Locale.ROOT)));
            }
            List<String> said = new ArrayList<>();
            for (JsonNode cell : cells(listed, name(client))) {
                said.add(word(
                        cell.get("keepAlive").asText().equals("on"),
                        cell.get("readToEof").asBoolean(),
                        cell.get("closed").asBoolean(),
                        cell.get("connection").asText()));
            }
            assertThat(said).as(client.name()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String word(boolean keepAlive, boolean readToEof, boolean closed, String connection) {
        return "keepAlive=" + keepAlive + " read=" + readToEof + " closed=" + closed + ": " + connection;
    }

    private static JsonNode cells(JsonNode listed, String name) {
        for (JsonNode client : listed) {
            if (client.get("client").asText().equals(name)) {
                return client.get("cells");
            }
        }
        throw new AssertionError("no client " + name + " in " + listed);
    }

    private static String name(Client client) {
        return switch (client) {
            case REFERENCE -> "connleak-client";
            case HTTP_URL_CONNECTION -> "http-url-connection";
            case JDK_HTTP_CLIENT -> "java-net-http";
            case APACHE_5 -> "apache-httpclient-5";
            case OKHTTP_4 -> "okhttp";
            case JETTY_9 -> "jetty-client";
        };
    }
}
