package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.AsyncClient;
import dev.connleak.it.target.AsyncProgram;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.OkHttpAsync;
import dev.connleak.it.target.jdk11.JdkHttpAsync;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses that a callback drops. */
class AsyncLeaksTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    enum Submitter {
        OKHTTP_ENQUEUE(Client.OKHTTP_4, OkHttpAsync.class),
        JDK_SEND_ASYNC(Client.JDK_HTTP_CLIENT, JdkHttpAsync.class);

        private final Client client;
        private final Class<? extends AsyncClient> submits;

        Submitter(Client client, Class<? extends AsyncClient> submits) {
            this.client = client;
            this.submits = submits;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachHoldsAConnection(Submitter submitter) {
        Launch launch = submitter.client.launch(Jdk.JDK_17, AsyncProgram.class).arguments(submitter.submits.getName());
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("submit " + TIMES + " " + server.url(), COMMAND);

            Outcome leaked = Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(Outcome.Word.HELD));
            assertThat(leaked.is(Outcome.Word.HELD))
                    .as(leaked + "\n" + jvm.story())
                    .isTrue();
            assertThat(leaked.opened()).isEqualTo(TIMES);
        }
    }
}
