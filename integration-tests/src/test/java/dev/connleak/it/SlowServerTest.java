package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.Answer.Framing;
import dev.connleak.it.Answer.Pace;
import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.CellProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that take their time, and clients that wait inside a read or a close. */
class SlowServerTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final List<RawServer> servers = new ArrayList<>();

    @AfterEach
    void stopServers() {
        servers.forEach(RawServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void aReadInProgressHoldsItsConnection(Client client) {
        startServers();
        try (TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17, CellProgram.class))) {
            servers.forEach(server -> jvm.tell(begin(Cell.KEEP_ALIVE_READ_CLOSED, server), COMMAND));

            List<Outcome> reading =
                    Await.upTo(SETTLED, this::outcomes, seen -> seen.stream().allMatch(each -> each.is(Word.HELD)));
            assertThat(reading).as(jvm::story).allMatch(each -> each.opened() == 1 && each.is(Word.HELD));
            assertThat(jvm.tell("ended", COMMAND)).as(jvm::story).isEqualTo("0");
        }
    }

    /** Apache reads on in close, without a limit; the others give the connection up, OkHttp after 100 ms. */
    @ParameterizedTest
    @EnumSource
    void onlyApacheIsStuckInAClose(Client client) {
        Answer stalled = Answer.of(Framing.CONTENT_LENGTH, Answer.LARGE).at(Pace.HANG_AFTER_FIRST_BYTE);
        Word expected = client == Client.APACHE_5 ? Word.HELD : Word.CLOSED;
        try (RawServer server = RawServer.answering(stalled);
                TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17, CellProgram.class))) {
            jvm.tell(begin(Cell.KEEP_ALIVE_UNREAD_CLOSED, server), COMMAND);

            Outcome closing = Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(expected));
            assertThat(closing.is(expected)).as(closing + "\n" + jvm.story()).isTrue();
            String ended = Await.upTo(
                    SETTLED, () -> jvm.tell("ended", COMMAND), seen -> seen.equals("1") || expected == Word.HELD);
            assertThat(ended).as(jvm::story).isEqualTo(expected == Word.HELD ? "0" : "1");
        }
    }

    private void startServers() {
        for (Pace pace : EnumSet.complementOf(EnumSet.of(Pace.AT_ONCE))) {
            Framing framing = pace == Pace.EVENT_STREAM ? Framing.CHUNKED : Framing.CONTENT_LENGTH;
            servers.add(RawServer.answering(Answer.of(framing, Answer.LARGE).at(pace)));
        }
    }

    private List<Outcome> outcomes() {
        return servers.stream().map(Outcome::at).toList();
    }

    private static String begin(Cell cell, RawServer server) {
        return "begin " + cell + " " + server.url();
    }
}
