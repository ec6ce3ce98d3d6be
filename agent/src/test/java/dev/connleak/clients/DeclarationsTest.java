package dev.connleak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
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

    @Test
    void whatIsLoadedNeedsNoLoader() throws Exception {
        Class<?> holder = loader.loadClass(Holder.class.getName());
        patient.isLoaded(holder, false);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread inside = new Thread(() -> loader.lock(locked, enough));
        inside.start();
        locked.await();

        boolean meanwhile = patient.isLoaded(holder, false);

        enough.countDown();
        inside.join();
        assertThat(meanwhile).isTrue();
    }

    /** Has a field of a type that nobody has loaded yet. */
    static final class Holder {
        @Nullable
        Unloaded field;
    }

    static final class Unloaded {}

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
