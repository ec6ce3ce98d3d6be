package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a request is sent again after its connection was lost, and when it must not be. */
class RetryTest {

    private static final URI HOST = URI.create("http://localhost/");

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 110: TestTransportRequestReplayable. */
    @ParameterizedTest
    @CsvSource({
        "GET, , none, true",
        "HEAD, , none, true",
        "OPTIONS, , none, true",
        "TRACE, , none, true",
        "PUT, , none, false",
        "DELETE, , none, false",
        "POST, , none, false",
        "POST, Idempotency-Key, none, true",
        "POST, X-Idempotency-Key, bytes, true",
        "POST, Idempotency-Key, stream, false",
        "GET, , stream, false",
        "GET, , bytes, true",
        "GET, , opener, true"
    })
    void requestIsReplayableByMethodKeyAndBody(String method, String key, String body, boolean replayable) {
        assertThat(Retry.replayable(request(method, key, body))).isEqualTo(replayable);
    }

    /** Row 132: TestTransportShouldRetryRequest. */
    @ParameterizedTest
    @CsvSource({
        "GET, none, false, nothing written, false",
        "GET, none, true, nothing written, true",
        "POST, none, true, nothing written, true",
        "POST, bytes, true, nothing written, true",
        "POST, opener, true, nothing written, true",
        "POST, stream, true, nothing written, false",
        "GET, none, true, no response, true",
        "GET, none, false, no response, false",
        "POST, none, true, no response, false",
        "GET, none, true, closed idle, true",
        "POST, none, true, closed idle, false",
        "GET, none, true, malformed, false",
        "GET, none, true, header timeout, false",
        "GET, none, true, canceled, false"
    })
    void failureIsRetriedOnlyWhereTheServerCannotHaveActed(
            String method, String body, boolean reused, String failure, boolean retried) {
        assertThat(Retry.allowed(request(method, null, body), reused, failure(failure)))
                .isEqualTo(retried);
    }

    /** Row 70: TestRetryRequestsOnError. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE"})
    void idempotentRequestIsSentAgainOnce(String method) throws Exception {
        RawServer server = killsEverySecond();
        Transport transport = fixture.transport();
        Fixture.get(transport, server);

        Response response = transport.roundTrip(
                Request.builder(server.uri("/again")).method(method).build());
        response.body().readAllBytes();

        assertThat(response.status()).isEqualTo(200);
        assertThat(server.nextRequest()).startsWith("GET / ");
        String sent = server.nextRequest();
        assertThat(sent).startsWith(method + " /again ");
        assertThat(server.nextRequest()).isEqualTo(sent);
        assertThat(server.accepted()).isEqualTo(2);
        assertThat(response.request()).isNotNull().extracting(Request::uri).isEqualTo(server.uri("/again"));
    }

    /** Row 70: TestRetryRequestsOnError. */
    @Test
    void bodyIsOpenedAndClosedOnceForEachAttempt() throws Exception {
        RawServer server = killsEverySecond();
        Transport transport = fixture.transport();
        Fixture.get(transport, server);
        AtomicInteger opened = new AtomicInteger();
        Closings first = new Closings("hello");
        Closings second = new Closings("hello");

        transport
                .roundTrip(Request.builder(server.uri())
                        .method("POST", RequestBody.from(() -> opened.getAndIncrement() == 0 ? first : second, 5))
                        .header("Idempotency-Key", "1")
                        .build())
                .body()
                .readAllBytes();

        assertThat(opened).hasValue(2);
        assertThat(first.closings).hasValue(1);
        assertThat(second.closings).hasValue(1);
        server.nextRequest();
        assertThat(server.nextRequest()).endsWith("\r\n\r\nhello").isEqualTo(server.nextRequest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void requestThatMayHaveActedIsNotSentAgain(String method) throws Exception {
        RawServer server = killsEverySecond();
        Transport transport = fixture.transport();
        Fixture.get(transport, server);

        assertThatThrownBy(() -> transport.roundTrip(
                        Request.builder(server.uri()).method(method).build()))
                .isInstanceOf(NoResponseException.class);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void requestOnANewConnectionIsNotSentAgain() throws Exception {
        RawServer server = fixture.server(Peer::readRequest);

        assertThatThrownBy(() -> Fixture.get(fixture.transport(), server)).isInstanceOf(NoResponseException.class);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void answerThatHasBegunIsNotAskedForAgain() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
            peer.readRequest();
            peer.write("HTTP/1.1 20");
        });
        Transport transport = fixture.transport();
        Fixture.get(transport, server);

        assertThatThrownBy(() -> Fixture.get(transport, server)).isInstanceOf(IOException.class);
        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Row 70: TestRetryRequestsOnError. */
    @Test
    void postOfWhichNothingWasWrittenIsSentAgain() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        AtomicBoolean killed = new AtomicBoolean();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
            if (killed.compareAndSet(false, true)) {
                await(opening);
                return;
            }
            peer.ended();
        });
        Transport transport = fixture.transport();
        Fixture.get(transport, server);
        AtomicInteger opened = new AtomicInteger();
        BodyOpener waitsForTheEnd = () -> {
            if (opened.getAndIncrement() == 0) {
                opening.countDown();
                awaitNoConnection(transport);
            }
            return new ByteArrayInputStream(new byte[] {'x'});
        };

        Response response = transport.roundTrip(Request.builder(server.uri())
                .method("POST", RequestBody.from(waitsForTheEnd, 1))
                .build());

        assertThat(response.status()).isEqualTo(200);
        assertThat(opened).hasValue(2);
        assertThat(server.accepted()).isEqualTo(2);
        server.nextRequest();
        assertThat(server.nextRequest()).startsWith("POST ").endsWith("\r\n\r\nx");
    }

    /** Row 175: TestTransportBodyReadError. */
    @Test
    void failureOfTheBodyIsNotRetried() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Fixture.get(transport, server);
        IOException failure = new IOException("disk is gone");
        Closings body = new Closings(new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        });
        AtomicInteger opened = new AtomicInteger();

        assertThatThrownBy(() -> transport.roundTrip(Request.builder(server.uri())
                        .method("PUT", RequestBody.from(() -> {
                            opened.incrementAndGet();
                            return body;
                        }))
                        .header("Idempotency-Key", "1")
                        .build()))
                .isSameAs(failure);

        assertThat(opened).hasValue(1);
        assertThat(body.reads).hasValue(1);
        assertThat(body.closings).hasValue(1);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void cancelBetweenAttemptsIsHeard() throws Exception {
        Cancellation cancellation = new Cancellation();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(Fixture.HELLO);
            peer.readRequest();
            cancellation.cancel();
        });
        Transport transport = fixture.transport();
        Fixture.get(transport, server);

        assertThatThrownBy(() -> transport.roundTrip(
                        Request.builder(server.uri()).cancellation(cancellation).build()))
                .isInstanceOf(RequestCanceledException.class);
        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Keeps the first request's connection and ends it instead of answering a second one on it. */
    private RawServer killsEverySecond() throws IOException {
        return fixture.server(peer -> {
            String request = peer.readRequest();
            if (request != null && request.startsWith("HEAD")) {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n");
            } else {
                peer.write(Fixture.HELLO);
            }
            peer.readRequest();
        });
    }

    private static Request request(String method, @Nullable String key, String body) {
        RequestBuilder request = Request.builder(HOST).method(method, body(body));
        if (key != null) {
            request.header(key, "");
        }
        return request.build();
    }

    private static RequestBody body(String kind) {
        return switch (kind) {
            case "bytes" -> RequestBody.of("x");
            case "stream" -> RequestBody.of(InputStream.nullInputStream());
            case "opener" -> RequestBody.from(InputStream::nullInputStream);
            default -> RequestBody.none();
        };
    }

    private static IOException failure(String name) {
        return switch (name) {
            case "nothing written" -> new NothingWrittenException(new NoResponseException(null));
            case "no response" -> new NoResponseException(null);
            case "closed idle" -> new ServerClosedIdleConnectionException();
            case "header timeout" -> new ResponseHeaderTimeoutException();
            case "canceled" -> new RequestCanceledException();
            default -> new MalformedResponseException("http://localhost:80", "garbage");
        };
    }

    private static void awaitNoConnection(Transport transport) {
        try {
            Eventually.await(
                    "the server has gone",
                    () -> transport.snapshot().connections().stream().allMatch(each -> each.closeReason() != null));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
