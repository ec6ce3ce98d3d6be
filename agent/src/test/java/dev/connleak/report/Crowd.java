package dev.connleak.report;

import com.acme.Orders;
import com.acme.Paths;
import dev.connleak.track.Book;

/** An application with very many connections in use, opened through a thousand call paths of some forty frames. */
final class Crowd {
    private static final int PATHS = 1000;
    private static final int STEPS = 10;

    /** Enough for a connection, an exchange and the names of its body. */
    private static final int ENTRIES_EACH = 4;

    private Crowd() {}

    static Book of(int connections) throws InterruptedException {
        Book book = Book.ofCapacity(connections * ENTRIES_EACH);
        // On a thread of its own, so that no frame of a test's is below.
        Thread application = new Thread(() -> open(book, connections));
        application.start();
        application.join();
        return book;
    }

    private static void open(Book book, int connections) {
        for (int i = 0; i < connections; i++) {
            // Two frames a step, and as many again on which the paths do not differ.
            int path = i % PATHS;
            Paths.walk(0, STEPS, () -> Paths.walk(path, STEPS, () -> Orders.poll(book)));
        }
    }
}
