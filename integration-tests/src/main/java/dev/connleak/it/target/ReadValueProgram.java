package dev.connleak.it.target;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.List;

/** Lets Jackson read from a URL, {@code read TIMES URL}, and says how often it could not. */
public final class ReadValueProgram {
    private ReadValueProgram() {}

    public static void main(String[] args) throws IOException {
        new Commands().on("read", ReadValueProgram::read).serve();
    }

    private static String read(List<String> words) throws ReflectiveOperationException, IOException {
        Object mapper = Class.forName("com.fasterxml.jackson.databind.ObjectMapper")
                .getDeclaredConstructor()
                .newInstance();
        Method readValue = mapper.getClass().getMethod("readValue", URL.class, Class.class);
        int failed = 0;
        for (int i = Integer.parseInt(words.get(0)); i > 0; i--) {
            try {
                readValue.invoke(mapper, new URL(words.get(1)), Object.class); // @site
            } catch (InvocationTargetException e) {
                failed++;
            }
        }
        return Integer.toString(failed);
    }
}
