package dev.connleak.it.target;

import java.io.File;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Listens in the agent's place: {@code count-events DIR} puts a counter from that directory on the bridge, {@code events}
 * puts back what was there and says how many events woven code has reported meanwhile. Used by the main thread.
 */
public final class BridgeCounter {
    /** Made by the test, because it extends what no compiler of applications knows. */
    private static final String COUNTER = "dev.connleak.it.made.Counter";

    private @Nullable Object before;
    private @Nullable Object counter;

    public void addTo(Commands commands) {
        commands.on("count-events", this::begin).on("events", words -> end());
    }

    private String begin(List<String> words) throws Exception {
        URL[] directory = {new File(words.get(0)).toURI().toURL()};
        Object made = new URLClassLoader(directory)
                .loadClass(COUNTER)
                .getDeclaredConstructor()
                .newInstance();
        before = sink().get(null);
        counter = made;
        sink().set(null, made);
        return "";
    }

    private String end() throws ReflectiveOperationException {
        Object made = Objects.requireNonNull(counter, "begin first");
        sink().set(null, before);
        int events = made.getClass().getField("events").getInt(null);
        before = null;
        counter = null;
        return Integer.toString(events);
    }

    private static Field sink() throws ReflectiveOperationException {
        return Class.forName("java.lang.ConnleakBridge").getField("sink");
    }
}
