package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connleak.client.Transport;
import dev.connleak.it.target.PutBackProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Go's TestTransportPersistConnLeak: 100 requests side by side, 204 without a body, and a pool that keeps two connections. */
class HistoricLeakTest {
    private static final int REQUESTS = 100;
    private static final int KEPT = 2;
    /** 9.2 of the semantics: twice (two loops for each kept connection, and one more). */
    private static final int BOUND = 2 * (2 * KEPT + 1);

    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final CountDownLatch arrived = new CountDownLatch(REQUESTS);
    private final ExecutorService handlers = Executors.newCachedThreadPool();

    @TempDir
    private Path directory;

    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), REQUESTS);
        server.setExecutor(handlers);
        server.createContext("/", this::answerTogether);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        handlers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void thePutBackOf2012LeavesAThreadForEachConnectionThatItRefused(Jdk jdk) {
        Path file = directory.resolve("report.json");
        try (TargetJvm jvm = TargetJvm.start(launch(jdk, file))) {
            jvm.tell("historic " + REQUESTS + " " + url(), COMMAND);
            String threads = jvm.tell("threads", COMMAND);
            assertThat(threads).isEqualTo(Integer.toString(REQUESTS));
            assertThat(jvm.exit()).as(jvm::story).isZero();

            List<Finding> findings = Report.read(file).findings();
            assertThat(findings).as(jvm::story).hasSize(1);
            Finding orphaned = findings.get(0);
            assertThat(orphaned.kind()).isEqualTo("loop-thread-orphaned");
            assertThat(orphaned.grade()).isEqualTo("proven");
            assertThat(orphaned.severity()).isEqualTo("leak");
            assertThat(orphaned.number("count")).as(jvm::story).isEqualTo(REQUESTS - KEPT);
            assertThat(orphaned.site()).isEqualTo(Site.marked(PutBackProgram.class, "historic"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReferenceTransportLeavesNoneAndKeepsTheBound(Jdk jdk) {
        Path file = directory.resolve("report.json");
        try (TargetJvm jvm = TargetJvm.start(launch(jdk, file))) {
            jvm.tell("today " + REQUESTS + " " + url(), COMMAND);
            int threads = Await.upTo(SETTLED, () -> threads(jvm), each -> each <= BOUND);
            assertThat(threads).as(jvm::story).isLessThanOrEqualTo(BOUND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(file).findings()).as(jvm::story).isEmpty();
        }
    }

    private static Launch launch(Jdk jdk, Path file) {
        return Launch.of(jdk, PutBackProgram.class)
                .with(List.of(Transport.class))
                .watched(file, "exitIdle=1ms");
    }

    private static int threads(TargetJvm jvm) {
        return Integer.parseInt(jvm.tell("threads", COMMAND));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answerTogether(HttpExchange exchange) throws IOException {
        arrived.countDown();
        try {
            arrived.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }
}
