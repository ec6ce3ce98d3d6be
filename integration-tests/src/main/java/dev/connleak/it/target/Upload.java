package dev.connleak.it.target;

import java.io.InputStream;

/** One client's way to send what a stream says, whose length nobody knows. */
public interface Upload {
    /** Returns when the answer was read. */
    void send(String url, InputStream body) throws Exception;
}
