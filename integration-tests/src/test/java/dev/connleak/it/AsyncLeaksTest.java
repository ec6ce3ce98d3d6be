package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.AsyncClient;
import dev.connleak.it.target.AsyncProgram;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.JettyAsync;
import dev.connleak.it.target.JettyRedirectedAsync;
import dev.connleak.it.target.OkHttpAsync;
import dev.connleak.it.target.RedirectedAsync;
import dev.connleak.it.target.ReferenceAsync;
import dev.connleak.it.target.jdk11.JdkHttpAsync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses that a callback drops. */
class AsyncLeaksTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    enum Submitter {
        REFERENCE(Client.REFERENCE, ReferenceAsync.class),
        REFERENCE_AFTER_A_REDIRECT(Client.REFERENCE, RedirectedAsync.class),
        OKHTTP_ENQUEUE(Client.OKHTTP_4, OkHttpAsync.class),
        JDK_SEND_ASYNC(Client.JDK_HTTP_CLIENT, JdkHttpAsync.class),
        JETTY_SEND(Client.JETTY_9, JettyAsync.class),
        JETTY_SEND_AFTER_A_REDIRECT(Client.JETTY_9, JettyRedirectedAsync.class);

        private final Client client;
        private final Class<? extends AsyncClient> submits;

        Submitter(Client client, Class<? extends AsyncClient> submits) {
            this.client = client;
            this.submits = submits;
        }

        Launch launch() {
            return client.launch(Jdk.JDK_17, AsyncProgram.class).arguments(submits.getName());
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void eachHoldsAConnection(Submitter submitter) {
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(submitter.launch())) {
            Outcome leaked = submit(jvm, server);

            assertThat(leaked.is(Outcome.Word.HELD))
                    .as(leaked + "\n" + jvm.story())
                    .isTrue();
            assertThat(leaked.opened()).isEqualTo(TIMES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAgentNamesTheLineThatSubmits(Submitter submitter) {
        Path file = directory.resolve("report.json");
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(submitter.launch().watched(file, "exitIdle=1ms"))) {
            submit(jvm, server);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            List<Finding> findings = Report.read(file).findings();
            assertThat(findings).as(jvm::story).hasSize(1);
            assertThat(findings.get(0).kind()).isEqualTo("body-held");
            assertThat(findings.get(0).number("count")).isEqualTo(TIMES);
            assertThat(findings.get(0).site()).isEqualTo(Site.marked(submitter.submits, "submit"));
        }
    }

    private static Outcome submit(TargetJvm jvm, RawServer server) {
        jvm.tell("submit " + TIMES + " " + server.url(), COMMAND);
        return Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(Outcome.Word.HELD));
    }
}
