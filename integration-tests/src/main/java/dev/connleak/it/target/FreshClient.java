package dev.connleak.it.target;

/** One client library, of which every request gets a client of its own. */
public abstract class FreshClient {
    public static FreshClient named(String className) throws ReflectiveOperationException {
        return (FreshClient) Class.forName(className).getDeclaredConstructor().newInstance();
    }

    /** Makes a client and reads one response to its end; answers the client, which nobody closes. */
    protected abstract Object get(String url) throws Exception;

    /** Reads one response with a client that is made once. */
    protected abstract void getWithTheSame(String url) throws Exception;
}
