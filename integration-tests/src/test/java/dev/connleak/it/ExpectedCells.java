package dev.connleak.it;

/** The tables that hold on JDK 17. */
final class ExpectedCells {
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

    private static final String OKHTTP_4 = """
            cell                          SMALL         TASTED  LARGE        CHUNKED       CHUNKED_LARGE  GZIP          NO_LENGTH     NO_LENGTH_LARGE
            KEEP_ALIVE_READ_CLOSED        reused        reused  reused       reused        reused         reused        -             -
            KEEP_ALIVE_READ_NOT_CLOSED    reused        reused  reused       reused        reused         reused        -             -
            KEEP_ALIVE_UNREAD_CLOSED      reused        reused  reused       reused        reused         reused        -             -
            KEEP_ALIVE_UNREAD_NOT_CLOSED  held>closed   reused  held>closed  held>closed   held>closed    held>closed   -             -
            CLOSE_READ_CLOSED             closed        closed  closed       closed        closed         closed        closed        closed
            CLOSE_READ_NOT_CLOSED         closed        closed  closed       closed        closed         closed        closed        closed
            CLOSE_UNREAD_CLOSED           closed        closed  closed       closed        closed         closed        closed        closed
            CLOSE_UNREAD_NOT_CLOSED       stuck>closed  closed  held>closed  stuck>closed  held>closed    stuck>closed  stuck>closed  held>closed
            """;

    private ExpectedCells() {}

    static CellTable of(Client client) {
        return CellTable.parse(
                switch (client) {
                    case HTTP_URL_CONNECTION -> HTTP_URL_CONNECTION;
                    case JDK_HTTP_CLIENT -> JDK_HTTP_CLIENT;
                    case APACHE_5 -> APACHE_5;
                    case OKHTTP_4 -> OKHTTP_4;
                });
    }
}
