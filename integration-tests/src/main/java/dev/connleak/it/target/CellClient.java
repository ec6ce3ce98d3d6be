package dev.connleak.it.target;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** One client's way into the eight cells: a method for each, so that each has a call site of its own. */
public abstract class CellClient {
    /** Longer than the {@code heldAfter} of the tests that have downloads pause. */
    private static final long PAUSE_MILLIS = 1500;

    /** A response whose body nobody has touched yet. */
    public static final class Answer {
        private final Object handle;
        private final InputStream body;
        private final Closeable closer;

        public Answer(Object handle, InputStream body, Closeable closer) {
            this.handle = handle;
            this.body = body;
            this.closer = closer;
        }

        public Object handle() {
            return handle;
        }

        /** A read, a pause, a read, to the end. */
        void readWithPauses() throws IOException, InterruptedException {
            byte[] buffer = new byte[8192];
            while (body.read(buffer, 0, buffer.length) >= 0) {
                Thread.sleep(PAUSE_MILLIS);
            }
            closer.close();
        }

        public void readAndClose() throws IOException {
            Exchanges.readToEof(body);
            closer.close();
        }
    }

    public static CellClient named(String className) throws ReflectiveOperationException {
        return (CellClient) Class.forName(className).getDeclaredConstructor().newInstance();
    }

    public final void run(Exchanges exchanges) throws Exception {
        switch (exchanges.cell()) {
            case KEEP_ALIVE_READ_CLOSED:
                keepAliveReadClosed(exchanges);
                break;
            case KEEP_ALIVE_READ_NOT_CLOSED:
                keepAliveReadNotClosed(exchanges);
                break;
            case KEEP_ALIVE_UNREAD_CLOSED:
                keepAliveUnreadClosed(exchanges);
                break;
            case KEEP_ALIVE_UNREAD_NOT_CLOSED:
                keepAliveUnreadNotClosed(exchanges);
                break;
            case CLOSE_READ_CLOSED:
                closeReadClosed(exchanges);
                break;
            case CLOSE_READ_NOT_CLOSED:
                closeReadNotClosed(exchanges);
                break;
            case CLOSE_UNREAD_CLOSED:
                closeUnreadClosed(exchanges);
                break;
            case CLOSE_UNREAD_NOT_CLOSED:
                closeUnreadNotClosed(exchanges);
                break;
        }
    }

    /** A ninth call site: the innocent one. */
    public abstract Answer open(String url) throws Exception;

    protected abstract void keepAliveReadClosed(Exchanges exchanges) throws Exception;

    protected abstract void keepAliveReadNotClosed(Exchanges exchanges) throws Exception;

    protected abstract void keepAliveUnreadClosed(Exchanges exchanges) throws Exception;

    protected abstract void keepAliveUnreadNotClosed(Exchanges exchanges) throws Exception;

    protected abstract void closeReadClosed(Exchanges exchanges) throws Exception;

    protected abstract void closeReadNotClosed(Exchanges exchanges) throws Exception;

    protected abstract void closeUnreadClosed(Exchanges exchanges) throws Exception;

    protected abstract void closeUnreadNotClosed(Exchanges exchanges) throws Exception;
}
