package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.ReadValueProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose code a finding is the fault of. */
class OwnersTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    /** An application that calls {@code readValue(URL)} has nothing that it could close. */
    @Test
    void aLeakThatOthersHaveReportedIsTheLibrarys() throws IOException {
        HttpServer server = notFound();
        Path file = directory.resolve("report.json");
        Launch launch = Launch.of(Jdk.JDK_17, ReadValueProgram.class)
                .with(List.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class))
                .watched(file, "exitIdle=1ms");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            assertThat(jvm.tell("read " + TIMES + " " + url, COMMAND)).isEqualTo(Integer.toString(TIMES));
            jvm.tell("gc", COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            List<Finding> findings = Report.read(file).findings();
            assertThat(findings).as(jvm::story).hasSize(1);
            Finding finding = findings.get(0);
            assertThat(finding.kind()).isEqualTo("body-abandoned");
            assertThat(finding.site()).isEqualTo(Site.marked(ReadValueProgram.class, "read"));
            assertThat(finding.json().at("/owner/type").asText()).isEqualTo("library");
            assertThat(Path.of(ClassPath.entry(ObjectMapper.class))
                            .getFileName()
                            .toString())
                    .startsWith(finding.json().at("/owner/name").asText("unknown"));
            assertThat(finding.json().at("/known/id").asText()).isEqualTo("jackson-databind#3455");
            assertThat(finding.json().at("/known/link").asText())
                    .isEqualTo("https://github.com/FasterXML/jackson-databind/issues/3455");
            assertThat(finding.json().at("/known/fixedIn").isNull())
                    .as("fixed in no version that is known")
                    .isTrue();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatTheApplicationLeavesOpenIsItsOwn() {
        Path file = directory.resolve("report.json");
        Client client = Client.HTTP_URL_CONNECTION;
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17).watched(file, "exitIdle=1ms"))) {
            jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, server), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            JsonNode finding = Report.read(file).findings().get(0).json();
            assertThat(finding.at("/owner/type").asText()).isEqualTo("application");
            assertThat(finding.path("known").isNull()).isTrue();
        }
    }

    private static HttpServer notFound() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", OwnersTest::answer);
        server.start();
        return server;
    }

    /** More than {@code HttpURLConnection} reads by itself. */
    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(404, Answer.LARGE);
        exchange.getResponseBody().write(new byte[8 << 10]);
        exchange.getResponseBody().flush();
    }
}
