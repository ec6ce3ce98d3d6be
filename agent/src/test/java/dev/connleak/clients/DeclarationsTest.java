package dev.connleak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
    /** Longer than any machine takes to load a class. */
    private final Declarations patient = new Declarations(TimeUnit.MINUTES.toMillis(2));

    private final Declarations impatient = new Declarations(1);
    private final OneAtATime loader = new OneAtATime();

    @Test
    void aClassWhoseLoaderIsLockedIsNotWaitedFor() throws Exception {
        Class<?> holder = loader.loadClass(Holder.class.getName());
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread inside = new Thread(() -> loader.lock(locked, enough));
        inside.start();
        locked.await();

        boolean meanwhile = impatient.isLoaded(holder, false);

        enough.countDown();
        inside.join();
        assertThat(meanwhile).isFalse();
    }

    @Test
    void aClassWhoseLoaderIsFreeIsLoaded() throws Exception {
        Class<?> holder = loader.loadClass(Holder.class.getName());

        assertThat(patient.isLoaded(holder, false)).isTrue();
        assertThat(patient.isLoaded(holder, true)).isTrue();
    }

    /** Even if somebody had to be sent, nobody could: the one there is has not come back. */
    @Test
    void whatIsLoadedIsAskedForNoMore() throws Exception {
        Class<?> known = loader.loadClass(Holder.class.getName());
        Class<?> other = loader.loadClass(Other.class.getName());
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!impatient.isLoaded(known, false) && System.nanoTime() < until) {
            Thread.sleep(1);
        }
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread inside = new Thread(() -> loader.lock(locked, enough));
        inside.start();
        locked.await();

        boolean sent = impatient.isLoaded(other, false);
        boolean meanwhile = impatient.isLoaded(known, false);

        enough.countDown();
        inside.join();
        assertThat(sent).isFalse();
        assertThat(meanwhile).isTrue();
    }

    @Test
    void nobodyIsSentAfterTheOneWhoHasNotComeBack() throws Exception {
        Class<?> holder = loader.loadClass(Holder.class.getName());
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread inside = new Thread(() -> loader.lock(locked, enough));
        inside.start();
        locked.await();

        List<Thread> before = lookUps();
        List<Thread> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            impatient.isLoaded(holder, i == 1);
            sent.addAll(lookUps());
        }

        enough.countDown();
        inside.join();
        sent.removeAll(before);
        assertThat(Set.copyOf(sent)).hasSize(1);
    }

    private static List<Thread> lookUps() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("connleak-look-up"))
                .toList();
    }

    /** Has a field of a type that nobody has loaded yet. */
    static final class Holder {
        @Nullable
        Unloaded field;
    }

    static final class Unloaded {}

    /** Likewise, of a type of its own. */
    static final class Other {
        @Nullable
        AlsoUnloaded field;
    }

    static final class AlsoUnloaded {}

    /** Not capable of loading in parallel; defines the classes of this test itself. */
    private static final class OneAtATime extends ClassLoader {
        OneAtATime() {
            super(DeclarationsTest.class.getClassLoader());
        }

        synchronized void lock(CountDownLatch locked, CountDownLatch enough) {
            locked.countDown();
            try {
                enough.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        protected synchronized Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null || !name.startsWith(DeclarationsTest.class.getName())) {
                return known != null ? known : super.loadClass(name, resolve);
            }
            try (InputStream in =
                    Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"), name)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
