package dev.connleak.it.target;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The exchanges of one cell: where they go, how often, and how each body is treated. Used by one thread. */
public final class Exchanges {
    private final Cell cell;
    private final String url;
    private final int times;
    private final boolean tasted;
    private final List<Object> handles;

    /** @param tasted whether a body that is not read to its end is begun, by one byte */
    public Exchanges(Cell cell, String url, int times, boolean tasted, List<Object> handles) {
        this.cell = cell;
        this.url = url;
        this.times = times;
        this.tasted = tasted;
        this.handles = handles;
    }

    public Cell cell() {
        return cell;
    }

    public String url() {
        return url;
    }

    public int times() {
        return times;
    }

    /** Treats one body as the cell wants it, and keeps the handle until the program is told to drop it. */
    public void end(Object handle, InputStream body, Closeable closer) throws IOException {
        handles.add(handle);
        if (cell.readToEof()) {
            readToEof(body);
        } else if (tasted) {
            body.read();
        }
        if (cell.closed()) {
            closer.close();
        }
    }

    static void readToEof(InputStream body) throws IOException {
        byte[] buffer = new byte[8192];
        int read;
        do {
            read = body.read(buffer, 0, buffer.length);
        } while (read >= 0);
    }
}
