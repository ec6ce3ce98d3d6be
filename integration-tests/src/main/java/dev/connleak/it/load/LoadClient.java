package dev.connleak.it.load;

/**
 * One client, set up as its users would for as many callers as its constructor's one argument says, with a connection
 * kept for each of them. Safe for concurrent use.
 */
public interface LoadClient {
    /** Take apart what is the same in every request to a URL. */
    Get prepare(String url) throws Exception;

    /** A request that is made, sent and read to its end over and over. Safe for concurrent use. */
    interface Get {
        /** Have one exchange, by way of the caller's buffer, and say how many bytes the body had. */
        long exchange(byte[] buffer) throws Exception;
    }
}
