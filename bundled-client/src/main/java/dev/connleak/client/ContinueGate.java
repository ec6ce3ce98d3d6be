package dev.connleak.client;

/**
 * Holds the writer between head and body of a request that says {@code Expect: 100-continue}.
 *
 * <p>It opens for an interim 100, for a final response that keeps the connection (the server will read the body, which
 * must not be taken for the next request), and when the time is up. It shuts for a final response after which the
 * connection is closed, and at the end of the lease: then nobody reads the body. The first word counts. Guarded by the
 * call's lock. Go semantics, 6.5.
 */
final class ContinueGate {

    private enum Word {
        NONE,
        SEND,
        WITHHOLD
    }

    private final Call call;
    private Word word = Word.NONE;
    private boolean awaited;

    ContinueGate(Call call) {
        this.call = call;
    }

    /** On the reader loop: the server takes the body. */
    void open() {
        say(Word.SEND);
    }

    /** On the reader loop, or where the lease ends: the server does not want the body. */
    void shut() {
        say(Word.WITHHOLD);
    }

    /** On the writer loop: wait for a word; whether the body is to be sent. */
    boolean await(long atMostNanos) {
        long until = System.nanoTime() + atMostNanos;
        call.lock();
        try {
            awaited = true;
            for (long left = atMostNanos; word == Word.NONE && left > 0; left = until - System.nanoTime()) {
                call.awaitInLoop(left);
            }
            return word != Word.WITHHOLD;
        } finally {
            call.unlock();
        }
    }

    private void say(Word heard) {
        call.lock();
        try {
            if (word == Word.NONE) {
                word = heard;
                if (awaited) {
                    call.signal();
                }
            }
        } finally {
            call.unlock();
        }
    }
}
