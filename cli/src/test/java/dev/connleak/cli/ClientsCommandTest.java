package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClientsCommandTest {

    @Test
    void everyClientIsListedWithItsVersionsAndCells() {
        CommandRun run = CommandRun.of("clients");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                http-url-connection, of JDK 8 to 25
                   keep-alive on · neither: held · read: reused · closed: closed · both: reused
                   keep-alive off · neither: held · read: closed · closed: closed · both: closed
                java-net-http, of JDK 11 to 25
                   keep-alive on · neither: held · read: reused · closed: closed · both: reused
                   keep-alive off · neither: held · read: closed · closed: closed · both: closed
                apache-httpclient-5, 5.0 to 5.6, classic
                   keep-alive on · neither: held · read: reused · closed: reused · both: reused
                   keep-alive off · neither: held · read: closed · closed: closed · both: closed
                okhttp, 3.14 to 5
                   keep-alive on · neither: held · read: reused · closed: raced · both: reused
                   keep-alive off · neither: held · read: closed · closed: closed · both: closed
                jetty-client, 9.4.40 to 12.1, HTTP/1.1
                   keep-alive on · neither: held · read: reused · closed: closed · both: reused
                   keep-alive off · neither: held · read: closed · closed: closed · both: closed
                connleak-client, all
                   keep-alive on · neither: held · read: reused · closed: closed · both: reused
                   keep-alive off · neither: held · read: closed · closed: closed · both: closed
                unknown-client, whatever opens a socket
                """);
    }

    @Test
    void jsonHasEightCellsOfEachClientWhoseTableIsKnown() throws IOException {
        JsonNode clients =
                new ObjectMapper().readTree(CommandRun.of("clients", "--json").out());

        for (JsonNode client : clients) {
            int cells = client.get("client").asText().equals("unknown-client") ? 0 : 8;
            assertThat(client.get("cells")).as(client.toString()).hasSize(cells);
        }
        assertThat(clients.at("/0/cells/2"))
                .hasToString("{\"keepAlive\":\"on\",\"readToEof\":false,\"closed\":true,\"connection\":\"closed\"}");
    }
}
