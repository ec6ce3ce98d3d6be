package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.track.Book;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmittersTest {
    private static final String NOT_SEEN = "it was not seen where its task was submitted";

    private final Book book = new Book();

    @Test
    void aTaskWithoutFramesOfTheApplicationHasASubmitter() {
        run(Orders.submit(book));

        Cause cause = cause();

        assertThat(cause.path.site).isNull();
        assertThat(cause.submitter).startsWith("com.acme.Orders.submit(Orders.java:");
        assertThat(book.snapshot().stacks.get(cause.submitterStack))
                .anyMatch(frame -> frame.getMethodName().equals("submit"));
        assertThat(cause.reasons)
                .anyMatch(reason ->
                        reason.startsWith("1 of 1 ran in a task that was submitted at com.acme.Orders.submit"))
                .noneMatch(reason -> reason.contains(NOT_SEEN));
    }

    @Test
    void whereNobodySawTheSubmissionThatIsSaid() {
        run(new Object());

        assertThat(cause().submitter).isNull();
        assertThat(cause().submitterStack).isNegative();
        assertThat(cause().reasons).anyMatch(reason -> reason.endsWith(NOT_SEEN));
    }

    @Test
    void aThreadThatRanNoTaskIsToldFromOneThatDid() {
        start(() -> book.openIn(new Object()));

        assertThat(cause().reasons).anyMatch(reason -> reason.endsWith("it ran no task whose submission can be seen"));
    }

    @Test
    void ofSeveralPlacesNoneIsTheSubmitterOfAll() {
        run(Orders.resubmit(book));
        run(Orders.submit(book));
        run(Orders.submit(book));

        assertThat(cause().submitter).isNull();
        assertThat(book.snapshot().stacks.get(cause().submitterStack))
                .anyMatch(frame -> frame.getMethodName().equals("submit"));
        assertThat(cause().reasons)
                .anyMatch(reason ->
                        reason.startsWith("2 of 3 ran in a task that was submitted at com.acme.Orders.submit"))
                .anyMatch(reason ->
                        reason.startsWith("1 of 3 ran in a task that was submitted at com.acme.Orders.resubmit"));
    }

    @Test
    void whatWasSeenOfOneIsNotSaidOfTheOther() {
        run(Orders.submit(book));
        run(new Object());

        assertThat(cause().submitter).isNull();
        assertThat(cause().reasons).anyMatch(reason -> reason.startsWith("of the others the thread had no frame"));
    }

    @Test
    void theSubmitterIsNoPartOfTheFingerprint() {
        run(new Object());
        String unseen = cause().fingerprint;
        run(Orders.submit(book));

        assertThat(cause().fingerprint).isEqualTo(unseen);
    }

    @Test
    void aPlaceOfItsOwnNeedsNoSubmitter() {
        Object task = Orders.submit(book);
        Orders.act(() -> book.openIn(task));

        assertThat(cause().submitterStack).isNegative();
        assertThat(cause().reasons).noneMatch(reason -> reason.contains("task"));
    }

    @Test
    void withoutStacksThatIsSaid() {
        Book counting = Book.withoutStacks();
        counting.openIn(new Object());

        assertThat(cause(counting).reasons).contains("no stack was captured, so no place can be named");
    }

    /** On a thread that has no frame of the application's: this test is none. */
    private void run(Object task) {
        start(new FutureTask<>(() -> book.openIn(task), null));
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Cause cause() {
        return cause(book);
    }

    private static Cause cause(Book of) {
        of.live(Book.HELD_AFTER.multipliedBy(2));
        List<Cause> causes = Diagnosis.of(
                of.snapshot(),
                Thresholds.running(Book.HELD_AFTER.toNanos(), 1),
                new Libraries(List.of("com.acme.")),
                new @Nullable String[] {"client", null, null});
        assertThat(causes).hasSize(1);
        return causes.get(0);
    }
}
