package dev.connleak.client;

import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Ends a dial from another thread: closes the socket that it is at, now or as soon as there is one. */
final class DialAbort {

    private final ReentrantLock lock = new ReentrantLock();
    private boolean aborted;
    private boolean over;
    private @Nullable Socket socket;
    private @Nullable Thread thread;

    /** The dial runs on this thread from now on. */
    void begin() {
        lock.lock();
        try {
            thread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** The dial is at this socket from now on, which belongs to it. */
    void at(Socket socket) throws SocketException {
        lock.lock();
        try {
            this.socket = socket;
            if (aborted) {
                Link.discard(socket);
                throw new SocketException("the dial was given up: nobody waits for it");
            }
        } finally {
            lock.unlock();
        }
    }

    /** The dial is over, and its socket, if it has one, is somebody else's. */
    void end() {
        lock.lock();
        try {
            over = true;
            socket = null;
            thread = null;
        } finally {
            lock.unlock();
        }
    }

    void abort() {
        lock.lock();
        try {
            aborted = true;
            if (over) {
                return;
            }
            if (socket != null) {
                Link.discard(socket);
            }
            if (thread != null) {
                // For a dialer of the application's, whose socket is not known yet.
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
