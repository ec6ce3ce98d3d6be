package dev.connleak.agent;

import dev.connleak.clients.Responses;
import dev.connleak.clients.Substitution;
import dev.connleak.weave.Substitutes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the wrappers of option {@code substitute} into the JVM, before anything is woven that calls them. */
final class Wrappers {
    private static final String RESPONSE = "java.net.http.HttpResponse";
    private static final String STREAM = "java.lang.ConnleakStream";
    private static final String PUBLISHER = "java.util.concurrent.Flow$Publisher";

    private Wrappers() {}

    /** Null where they can't be defined. */
    static @Nullable Substitution define(Jdk jdk) {
        try {
            // On 8 the bridge has brought it along, in the same jar.
            if (!isThere(STREAM, null)) {
                Jdk.define(jdk.lookup(Object.class), Launch.resource("/java/lang/ConnleakStream.class"));
            }
            return new Substitution(responses(jdk));
        } catch (ReflectiveOperationException | IOException | LinkageError e) {
            return null;
        }
    }

    /** Null where there is no {@code java.net.http} (JDK 8, or an image without it) or it cannot be opened. */
    private static @Nullable Responses responses(Jdk jdk) {
        try {
            ClassLoader own = Wrappers.class.getClassLoader();
            Class<?> response = Class.forName(RESPONSE, false, own);
            Class<?> publisher = Class.forName(PUBLISHER, false, own);
            MethodHandles.Lookup lookup = jdk.lookup(response);
            for (Map.Entry<String, byte[]> each :
                    Substitutes.write(response, publisher).entrySet()) {
                if (!isThere(each.getKey(), response.getClassLoader())) {
                    Jdk.define(lookup, each.getValue());
                }
            }
            MethodType one = MethodType.genericMethodType(1);
            Responses made = new Responses(
                    lookup.findVirtual(response, "body", MethodType.methodType(Object.class))
                            .asType(one),
                    constructor(lookup, response, Substitutes.STREAM, InputStream.class),
                    constructor(lookup, response, Substitutes.PUBLISHER, publisher),
                    constructor(lookup, response, Substitutes.RESPONSE, response, Object.class));
            made.rehearse();
            return made;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** An agent that was here before, and left, has left it. */
    private static boolean isThere(String name, @Nullable ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException notYet) {
            return false;
        }
    }

    private static MethodHandle constructor(
            MethodHandles.Lookup lookup, Class<?> neighbour, String name, Class<?>... arguments)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(name, false, neighbour.getClassLoader());
        return lookup.findConstructor(type, MethodType.methodType(void.class, arguments))
                .asType(MethodType.genericMethodType(arguments.length));
    }
}
