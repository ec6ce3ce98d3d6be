package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a body that waits for the server's word. */
class ExpectContinueTest {

    private static final Duration NEVER = Duration.ofMinutes(5);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** What the server has read behind the head. */
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

    /** Row 20: TestTransportExpect100ContinueSent. */
    @Test
    void bodyFollowsTheWordOfTheServer() throws Exception {
        Response response = post("HTTP/1.1 100 Continue\r\n\r\n", OK, NEVER, new Closings("hello"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(bodies.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
    }

    /** Row 21: TestTransportExpect100Continue200ResponseNoConnClose. */
    @Test
    void bodyFollowsAnAnswerThatKeepsTheConnection() throws Exception {
        Closings body = new Closings("hello");

        Response response = post(OK, "", NEVER, body);

        assertThat(response.status()).isEqualTo(200);
        assertThat(bodies.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(body.closings).hasValue(1);
    }

    /** Rows 22, 220: TestTransportExpect100Continue200ResponseWithConnClose, TestNoSniffExpectRequestBody. */
    @Test
    void bodyIsNotReadBehindAnAnswerThatEndsTheConnection() throws Exception {
        Closings body = new Closings("hello");

        Response response = post("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", "", NEVER, body);

        assertThat(response.status()).isEqualTo(200);
        assertThat(bodies.poll(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(body.reads).hasValue(0);
        Eventually.await("the body is closed", () -> body.closings.get() == 1);
    }

    /** Row 23: TestTransportExpect100Continue500ResponseNoConnClose. */
    @Test
    void bodyFollowsARefusalThatKeepsTheConnection() throws Exception {
        Response response = post("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "", NEVER, new Closings("hello"));

        assertThat(response.status()).isEqualTo(500);
        assertThat(bodies.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
    }

    /** Row 24: TestTransportExpect100Continue500ResponseTimeout. */
    @Test
    void bodyFollowsASilenceThatIsTooLong() throws Exception {
        Response response =
                post("", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", Duration.ofMillis(5), new Closings("hello"));

        assertThat(response.status()).isEqualTo(500);
        assertThat(bodies.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
    }

    @Test
    void requestThatWantsCloseKeepsItsBodyBehindAnAnswer() throws Exception {
        RawServer server = server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "");
        Closings body = new Closings("hello");

        transport(NEVER).roundTrip(expecting(server, body).close().build());

        assertThat(bodies.poll(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(body.reads).hasValue(0);
    }

    @Test
    void connectionThatEndsIsNoWordForTheBody() throws Exception {
        RawServer server = fixture.server(peer -> peer.readUntil("\r\n\r\n"));
        Closings body = new Closings("hello");
        Transport transport = transport(NEVER);

        assertThat(catchThrowable(
                        () -> transport.roundTrip(expecting(server, body).build())))
                .isInstanceOf(NoResponseException.class);
        assertThat(body.reads).hasValue(0);
        assertThat(body.closings).hasValue(1);
    }

    /** Row 212: TestConcurrentReadWriteReqBody. */
    @Test
    void answerFlowsWhileTheBodyDoes() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readUntil("\r\n\r\n");
            peer.write("HTTP/1.1 100 Continue\r\n\r\n");
            String first = peer.readText(5);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + first);
            peer.write(peer.readText(5));
        });

        Response response = transport(NEVER)
                .roundTrip(Request.builder(server.uri())
                        .method("POST", RequestBody.of(new Closings("helloworld"), 10))
                        .header("Expect", "100-continue")
                        .build());

        assertThat(Fixture.text(response.body())).isEqualTo("helloworld");
    }

    @Test
    void requestWithoutABodyDoesNotWait() throws Exception {
        RawServer server = fixture.hello();

        Response response = transport(NEVER)
                .roundTrip(Request.builder(server.uri())
                        .header("Expect", "100-continue")
                        .build());

        assertThat(response.status()).isEqualTo(200);
    }

    private Response post(String first, String second, Duration patience, Closings body) throws Exception {
        return transport(patience)
                .roundTrip(expecting(server(first, second), body).build());
    }

    private static RequestBuilder expecting(RawServer server, Closings body) {
        return Request.builder(server.uri())
                .method("POST", RequestBody.of(body, 5))
                .header("Expect", "100-continue");
    }

    private Transport transport(Duration patience) {
        return fixture.transport(builder -> builder.expectContinueTimeout(patience));
    }

    /** Answers the head, reads what follows, answers that. */
    private RawServer server(String first, String second) throws Exception {
        return fixture.server(peer -> {
            peer.readUntil("\r\n\r\n");
            if (!first.isEmpty()) {
                peer.write(first);
            }
            bodies.add(peer.readText(5));
            if (!second.isEmpty()) {
                peer.write(second);
            }
            peer.ended();
        });
    }
}
