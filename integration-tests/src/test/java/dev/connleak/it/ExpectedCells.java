package dev.connleak.it;

import java.time.Duration;

/** The tables that hold on JDK 17. */
final class ExpectedCells {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** Go's table: a body that is not read to its end costs the connection, whatever its size. */
    private static final String REFERENCE = """
            cell                          SMALL   TASTED  LARGE   CHUNKED  CHUNKED_LARGE  GZIP    NO_LENGTH  NO_LENGTH_LARGE
            KEEP_ALIVE_READ_CLOSED        reused  reused  reused  reused   reused         reused  -          -
            KEEP_ALIVE_READ_NOT_CLOSED    reused  reused  reused  reused   reused         reused  -          -
            KEEP_ALIVE_UNREAD_CLOSED      closed  closed  closed  closed   closed         closed  -          -
            KEEP_ALIVE_UNREAD_NOT_CLOSED  held    held    held    held     held           held    -          -
            CLOSE_READ_CLOSED             closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_READ_NOT_CLOSED         closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_UNREAD_CLOSED           closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_UNREAD_NOT_CLOSED       stuck   stuck   held    stuck    held           stuck   stuck      held
            """;

    /** The pool is the JVM's; nothing holds a response but the application, so that a collection ends each leak. */
    private static final String HTTP_URL_CONNECTION = """
            cell                          SMALL         TASTED        LARGE        CHUNKED       CHUNKED_LARGE  GZIP          NO_LENGTH     NO_LENGTH_LARGE
            KEEP_ALIVE_READ_CLOSED        reused        reused        reused       reused        reused         reused        -             -
            KEEP_ALIVE_READ_NOT_CLOSED    reused        reused        reused       reused        reused         reused        -             -
            KEEP_ALIVE_UNREAD_CLOSED      reused        reused        closed       reused        closed         reused        -             -
            KEEP_ALIVE_UNREAD_NOT_CLOSED  held>cached   held>cached   held>closed  held>closed   held>closed    held>closed   -             -
            CLOSE_READ_CLOSED             closed        closed        closed       closed        closed         closed        closed        closed
            CLOSE_READ_NOT_CLOSED         closed        closed        closed       closed        closed         closed        stuck>closed  stuck>closed
            CLOSE_UNREAD_CLOSED           closed        closed        closed       closed        closed         closed        closed        closed
            CLOSE_UNREAD_NOT_CLOSED       stuck>closed  stuck>closed  held>closed  stuck>closed  held>closed    stuck>closed  stuck>closed  held>closed
            """;

    /**
     * A small body is released by the threads that parse it, whatever the application does, but not always before its
     * next request: then that opens another connection. A close that comes before the release closes the connection.
     */
    private static final String JDK_HTTP_CLIENT = """
            cell                          SMALL   TASTED  LARGE   CHUNKED  CHUNKED_LARGE  GZIP    NO_LENGTH  NO_LENGTH_LARGE
            KEEP_ALIVE_READ_CLOSED        reused  reused  reused  reused   reused         reused  -          -
            KEEP_ALIVE_READ_NOT_CLOSED    reused  reused  reused  reused   reused         reused  -          -
            KEEP_ALIVE_UNREAD_CLOSED      raced   raced   closed  raced    closed         raced   -          -
            KEEP_ALIVE_UNREAD_NOT_CLOSED  pooled  pooled  held    pooled   held           pooled  -          -
            CLOSE_READ_CLOSED             closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_READ_NOT_CLOSED         closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_UNREAD_CLOSED           closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_UNREAD_NOT_CLOSED       closed  closed  held    closed   held           closed  stuck      held
            """;

    /** Where the JVM's {@code GZIPInputStream} reads on behind the trailer, GZIP is as CHUNKED. */
    private static final String APACHE_5 = """
            cell                          SMALL   TASTED  LARGE   CHUNKED  CHUNKED_LARGE  GZIP    NO_LENGTH  NO_LENGTH_LARGE
            KEEP_ALIVE_READ_CLOSED        reused  reused  reused  reused   reused         reused  -          -
            KEEP_ALIVE_READ_NOT_CLOSED    reused  reused  reused  reused   reused         held    -          -
            KEEP_ALIVE_UNREAD_CLOSED      reused  reused  reused  reused   reused         reused  -          -
            KEEP_ALIVE_UNREAD_NOT_CLOSED  held    held    held    held     held           held    -          -
            CLOSE_READ_CLOSED             closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_READ_NOT_CLOSED         closed  closed  closed  closed   closed         stuck   closed     closed
            CLOSE_UNREAD_CLOSED           closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_UNREAD_NOT_CLOSED       stuck   stuck   held    stuck    held           stuck   stuck      held
            """;

    /**
     * One byte read is a buffer read: that is all of a small body whose length is known. At close OkHttp reads on for 100 ms
     * ({@code ExchangeCodec.DISCARD_STREAM_TIMEOUT_MILLIS}), which a busy machine may need for a large one.
     */
    private static final String OKHTTP_4 = """
            cell                          SMALL         TASTED  LARGE        CHUNKED       CHUNKED_LARGE  GZIP          NO_LENGTH     NO_LENGTH_LARGE
            KEEP_ALIVE_READ_CLOSED        reused        reused  reused       reused        reused         reused        -             -
            KEEP_ALIVE_READ_NOT_CLOSED    reused        reused  reused       reused        reused         reused        -             -
            KEEP_ALIVE_UNREAD_CLOSED      reused        reused  raced        reused        raced          reused        -             -
            KEEP_ALIVE_UNREAD_NOT_CLOSED  held>closed   reused  held>closed  held>closed   held>closed    held>closed   -             -
            CLOSE_READ_CLOSED             closed        closed  closed       closed        closed         closed        closed        closed
            CLOSE_READ_NOT_CLOSED         closed        closed  closed       closed        closed         closed        closed        closed
            CLOSE_UNREAD_CLOSED           closed        closed  closed       closed        closed         closed        closed        closed
            CLOSE_UNREAD_NOT_CLOSED       stuck>closed  closed  held>closed  stuck>closed  held>closed    stuck>closed  stuck>closed  held>closed
            """;

    /**
     * A large body is not asked for before the application takes what is there; a small one is not released before it is
     * taken either. A close gives up what waits to be taken, and with it the connection.
     */
    private static final String JETTY_9 = """
            cell                          SMALL   TASTED  LARGE   CHUNKED  CHUNKED_LARGE  GZIP    NO_LENGTH  NO_LENGTH_LARGE
            KEEP_ALIVE_READ_CLOSED        reused  reused  reused  reused   reused         reused  -          -
            KEEP_ALIVE_READ_NOT_CLOSED    reused  reused  reused  reused   reused         reused  -          -
            KEEP_ALIVE_UNREAD_CLOSED      closed  closed  closed  closed   closed         closed  -          -
            KEEP_ALIVE_UNREAD_NOT_CLOSED  held    held    held    held     held           held    -          -
            CLOSE_READ_CLOSED             closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_READ_NOT_CLOSED         closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_UNREAD_CLOSED           closed  closed  closed  closed   closed         closed  closed     closed
            CLOSE_UNREAD_NOT_CLOSED       stuck   stuck   held    stuck    held           stuck   stuck      held
            """;

    private ExpectedCells() {}

    /** The table that holds in a JVM that runs {@code CellProgram}. */
    static CellTable on(TargetJvm jvm, Client client) {
        boolean gzipReadsOn = Boolean.parseBoolean(jvm.tell("gzip-reads-on", ANSWER));
        return gzipReadsOn ? of(client).withGzipAsChunked() : of(client);
    }

    static CellTable of(Client client) {
        return CellTable.parse(
                switch (client) {
                    case REFERENCE -> REFERENCE;
                    case HTTP_URL_CONNECTION -> HTTP_URL_CONNECTION;
                    case JDK_HTTP_CLIENT -> JDK_HTTP_CLIENT;
                    case APACHE_5 -> APACHE_5;
                    case OKHTTP_4 -> OKHTTP_4;
                    case JETTY_9 -> JETTY_9;
                });
    }
}
