package dev.connleak.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.Feed;
import dev.connleak.cli.attach.LiveChannel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SourceTest {

    private static final LiveChannel NEVER = (pid, timeout) -> {
        throw new AssertionError("asked again");
    };

    private final FakeFeed feed = new FakeFeed();

    @Test
    void aReportIsNews() throws Exception {
        try (Source source = started()) {
            feed.answers.add(answer(true, "{\"jvm\": {\"pid\": 7}}", ""));

            assertThat(news(source)).isInstanceOfSatisfying(News.Seen.class, seen -> {
                assertThat(seen.look().pid()).isEqualTo(7);
                assertThat(seen.report().at("/jvm/pid").asLong()).isEqualTo(7);
            });
        }
    }

    @Test
    void theEndOfTheProcessIsTheEndOfTheNews() throws Exception {
        try (Source source = started()) {
            feed.alive = false;

            assertThat(news(source)).isEqualTo(new News.Over("process 4711 has ended"));
            assertThat(feed.closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAgentThatRefusesIsTheEndOfTheNews() throws Exception {
        try (Source source = started()) {
            feed.answers.add(answer(false, "null", "no connleak agent watches this JVM"));

            assertThat(news(source)).isEqualTo(new News.Over("no connleak agent watches this JVM"));
        }
    }

    @Test
    void closingLetsTheFeedGo() throws Exception {
        started().close();

        assertThat(feed.closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private Source started() {
        Source source = new Source(NEVER, 4711, Duration.ofSeconds(1), feed);
        source.start();
        return source;
    }

    private static News news(Source source) throws InterruptedException {
        while (true) {
            News news = source.take();
            if (news != null) {
                return news;
            }
            Thread.sleep(5);
        }
    }

    private static Answer answer(boolean ok, String report, String message) throws JsonProcessingException {
        JsonNode tree = new ObjectMapper().readTree(report);
        return new Answer("0.1.0", ok, ok ? 0 : 4, List.of(message), tree.isObject() ? tree : null, 17);
    }

    private static final class FakeFeed implements Feed {

        final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);
        volatile boolean alive = true;

        @Override
        public @Nullable Answer next() {
            return answers.poll();
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
