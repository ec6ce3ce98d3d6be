package dev.connleak.weave;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.clients.Hook;
import dev.connleak.clients.Hooks;
import dev.connleak.clients.Value;
import dev.connleak.track.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weaves a class of our own and runs it, before the JVM knows the transformer: an event must come through the bridge.
 * Silence would otherwise look like health. On the way everything that weaving and events need is loaded and initialised
 * on this thread, where no other class is being loaded.
 */
public final class SelfTest {
    private SelfTest() {}

    /** Why no event came, or null. */
    public static @Nullable String run() {
        Receiver receiver = new Receiver();
        ConnleakBridge before = ConnleakBridge.sink;
        try {
            Transformer transformer = new Transformer(hooks().toArray(new Hook[0]), null);
            ClassLoader loader = SelfTest.class.getClassLoader();
            byte[] woven = transformer.transform(loader, Probe.class.getName().replace('.', '/'), null, null, probe());
            Woven told = transformer.taken();
            if (woven == null || told == null || !told.missing.isEmpty()) {
                return "nothing was woven: " + (told == null ? null : told.failure);
            }
            Runnable probe = (Runnable) new ProbeLoader()
                    .define(Probe.class.getName(), woven)
                    .getDeclaredConstructor()
                    .newInstance();
            ConnleakBridge.sink = receiver;
            probe.run();
            return receiver.subject == probe ? null : "a woven call did not reach the agent";
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            return e.toString();
        } finally {
            ConnleakBridge.sink = before;
        }
    }

    private static List<Hook> hooks() {
        List<Hook> hooks = new ArrayList<>();
        new Hooks(0, hooks)
                .type(Probe.class.getName())
                .enter("run", 0, Event.REQUEST, Value.THIS)
                .leave("run", 0, Event.RELEASED, Value.THIS);
        return hooks;
    }

    private static byte[] probe() throws IOException {
        String name = Probe.class.getName();
        String file = name.substring(name.lastIndexOf('.') + 1);
        InputStream in = SelfTest.class.getResourceAsStream(file + ".classdata");
        if (in == null) {
            in = SelfTest.class.getResourceAsStream(file + ".class");
        }
        if (in == null) {
            throw new IOException("the agent's jar has no " + file);
        }
        try (InputStream from = in) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int octet = from.read(); octet >= 0; octet = from.read()) {
                bytes.write(octet);
            }
            return bytes.toByteArray();
        }
    }

    /** What is woven. */
    public static final class Probe implements Runnable {
        @Override
        public void run() {}
    }

    private static final class ProbeLoader extends ClassLoader {
        ProbeLoader() {
            super(SelfTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static final class Receiver extends ConnleakBridge {
        private volatile @Nullable Object subject;

        @Override
        protected void on(
                int hook,
                @Nullable Object subject,
                @Nullable Object a,
                @Nullable Object b,
                @Nullable Throwable thrown) {
            this.subject = subject;
        }

        @Override
        protected void failed(Throwable error) {
            subject = null;
        }
    }
}
