package dev.connleak.it.target;

import java.util.function.Consumer;

/** One client's way to leak in a callback: the line that submits is the application's, the thread that leaks is not. */
public abstract class AsyncClient {
    public static AsyncClient named(String className) throws ReflectiveOperationException {
        return (AsyncClient) Class.forName(className).getDeclaredConstructor().newInstance();
    }

    /** Submits that many exchanges; the callback of each hands its response, untouched, to the consumer. */
    protected abstract void submit(String url, int times, Consumer<Object> responses);
}
