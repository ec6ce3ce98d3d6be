package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.diagnose.Cause;
import dev.connleak.diagnose.Kind;
import dev.connleak.track.Book;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WordingTest {
    private final Book book = new Book();

    @Test
    void oneAbandonedBodyIsToldInTheSingular() {
        Orders.poll(book).abandon();

        assertThat(summary("Orders.poll"))
                .isEqualTo("1 response body from Orders.poll was dropped without being read to the end or closed;"
                        + " 1 connection is out of use.");
    }

    @Test
    void twoHeldBodiesAreToldInThePlural() {
        List.of(0, 1).forEach(i -> Orders.poll(book));
        book.live(Duration.ofMinutes(2));

        assertThat(summary("Orders.poll"))
                .isEqualTo("2 response bodies from Orders.poll are held open: nobody reads on, nobody closes;"
                        + " 2 connections are out of use.");
    }

    @Test
    void rescuedBodiesHoldNothing() {
        Book.Lease lease = Orders.poll(book).abandon();
        book.sweep();
        lease.release();

        assertThat(summary("Orders.poll")).endsWith("; their connections were freed by the garbage collector only.");
    }

    @Test
    void aBlockedCloseIsAThread() {
        Orders.poll(book).closeEntered();
        book.live(Duration.ofMinutes(1));

        assertThat(summary("Orders.poll"))
                .isEqualTo("A thread is stuck inside close(), draining a body from Orders.poll;"
                        + " 1 connection is out of use.");
    }

    @Test
    void droppedSocketsWereClosedByTheCollector() {
        Orders.drop(book, new Socket());

        assertThat(summary("Orders.connect"))
                .isEqualTo("1 socket connected at Orders.connect was dropped without being closed;"
                        + " the garbage collector closed what it found, late.");
    }

    @Test
    void droppedChannelsAreClosedByNobody() {
        List.of(0, 1).forEach(i -> Orders.drop(book, new Object()));

        assertThat(summary("Orders.connect"))
                .isEqualTo("2 sockets connected at Orders.connect were dropped without being closed;"
                        + " nothing closes 2 of them any more.");
    }

    @Test
    void withoutASiteItSaysSo() {
        Orders.poll(book).abandon();

        assertThat(summary(null)).contains("from code that no frame of the application leads to");
    }

    @Test
    void everyKindHasASentence() {
        Orders.poll(book).abandon();
        Cause cause = Judged.causes(book).get(0);
        for (Kind kind : Kind.values()) {
            cause.kind = kind;

            assertThat(Wording.summary(cause, "Orders.poll")).matches("[1A].* Orders\\.poll.*\\.");
        }
    }

    private String summary(@Nullable String site) {
        return Wording.summary(Judged.causes(book).get(0), site);
    }
}
