package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SubmissionsTest {
    private final Book book = new Book();

    @Test
    void anExchangeInATaskKnowsWhereThatWasSubmitted() {
        Object task = submitted();

        book.record(Event.TASK_STARTED, task);
        book.lease();

        assertThat(submitters(book.exchange())).containsExactly("com.acme.Orders.act");
    }

    @Test
    void oneOnAnotherThreadKnowsNothing() {
        book.record(Event.TASK_STARTED, submitted());

        onAnotherThread(book::lease);

        assertThat(submitters(book.exchange())).isEmpty();
    }

    @Test
    void oneAfterTheEndOfATaskKnowsNothing() {
        Object task = submitted();
        book.record(Event.TASK_STARTED, task);
        book.record(Event.TASK_ENDED, task, task);

        book.lease();

        assertThat(submitters(book.exchange())).isEmpty();
    }

    @Test
    void aTaskThatRunsAgainIsKnownAgain() {
        Object task = submitted();
        book.record(Event.TASK_STARTED, task);
        book.record(Event.TASK_ENDED, task);
        book.record(Event.TASK_STARTED, task);

        book.lease();

        assertThat(submitters(book.exchange())).hasSize(1);
    }

    @Test
    void aTaskOfATaskLeadsToBoth() {
        Object outer = submitted();
        book.record(Event.TASK_STARTED, outer);
        Object inner = book.hold(new Object());
        book.record(Event.TASK_MADE, inner);
        book.record(Event.TASK_ENDED, outer, outer);
        book.record(Event.TASK_STARTED, inner);

        book.lease();

        assertThat(book.exchange().submitters).hasSize(2);
        assertThat(submitters(book.exchange())).last().isEqualTo("com.acme.Orders.act");
    }

    /** A thread that waits for its own task's part may run anybody's in the meantime. */
    @Test
    void aTaskThatNobodySawBeingMadeHidesTheOneAroundIt() {
        Object known = submitted();
        Object unknown = new Object();
        book.record(Event.TASK_STARTED, known);
        book.record(Event.TASK_STARTED, unknown);

        book.lease();

        assertThat(submitters(book.exchange())).isEmpty();
    }

    @Test
    void andNoLongerThanItRuns() {
        Object known = submitted();
        Object unknown = new Object();
        book.record(Event.TASK_STARTED, known);
        book.record(Event.TASK_STARTED, unknown);
        book.record(Event.TASK_ENDED, unknown, unknown);

        book.lease();

        assertThat(submitters(book.exchange())).hasSize(1);
    }

    @Test
    void aChainOfTasksThatSubmitThemselvesIsCut() {
        for (int i = 0; i < 100; i++) {
            Object next = book.hold(new Object());
            book.record(Event.TASK_MADE, next);
            book.record(Event.TASK_STARTED, next);
        }

        book.lease();

        assertThat(book.exchange().submitters).hasSizeLessThan(20);
    }

    @Test
    void moreTasksThanItsShareOfTimeAreNotKnown() {
        for (int i = 0; i < 10 * Submissions.A_SECOND; i++) {
            book.record(Event.TASK_MADE, book.hold(new Object()));
        }
        Object late = submitted();
        book.record(Event.TASK_STARTED, late);
        book.lease();

        assertThat(submitters(book.exchange())).isEmpty();
    }

    @Test
    void andLaterOnesAreKnownAgain() {
        for (int i = 0; i < 10 * Submissions.A_SECOND; i++) {
            book.record(Event.TASK_MADE, book.hold(new Object()));
        }
        book.pass(Duration.ofSeconds(1));
        Object late = submitted();
        book.record(Event.TASK_STARTED, late);
        book.lease();

        assertThat(submitters(book.exchange())).hasSize(1);
    }

    @Test
    void tasksDoNotCountAgainstTheCapacity() {
        for (int i = 0; i < 100; i++) {
            submitted();
        }

        assertThat(book.ledger.live()).isZero();
    }

    @Test
    void stacksOfTasksThatWaitAreRendered() {
        Object task = submitted();
        book.pass(Duration.ofSeconds(1)).sweep();
        book.record(Event.TASK_STARTED, task);

        assertThat(Objects.requireNonNull(book.ledger.submissions.current()).frames())
                .isNull();
    }

    @Test
    void withoutStacksNothingIsKept() {
        Book counting = Book.withoutStacks();
        Object task = new Object();
        counting.record(Event.TASK_MADE, task);
        counting.record(Event.TASK_STARTED, task);

        assertThat(counting.ledger.submissions.current()).isNull();
    }

    private Object submitted() {
        Object task = book.hold(new Object());
        Orders.act(() -> book.record(Event.TASK_MADE, task));
        return task;
    }

    /** The first frame of {@code com.acme} in each of the stacks. */
    private List<String> submitters(ExchangeFacts exchange) {
        Snapshot snapshot = book.snapshot();
        return Arrays.stream(exchange.submitters)
                .mapToObj(stack -> Arrays.stream(snapshot.stacks.get(stack))
                        .filter(frame -> frame.getClassName().startsWith("com.acme."))
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .findFirst())
                .flatMap(Optional::stream)
                .toList();
    }

    private static void onAnotherThread(Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        new Thread(() -> {
                    action.run();
                    done.complete(null);
                })
                .start();
        done.join();
    }
}
