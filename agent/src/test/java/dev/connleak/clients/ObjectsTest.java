package dev.connleak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectsTest {
    private final List<Class<?>> opened = new ArrayList<>();
    private final Objects read = new Objects(opened::add);

    @Test
    void aPrivateFieldIsRead() {
        assertThat(read.field(new Lower(), "own")).isEqualTo("lower's");
    }

    @Test
    void anInheritedFieldIsRead() {
        assertThat(read.field(new Lower(), "inherited")).isEqualTo("upper's");
    }

    @Test
    void theNearestFieldOfANameIsRead() {
        assertThat(read.field(new Lower(), "shadowed")).isEqualTo("lower's");
    }

    @Test
    void whatDoesNotExistIsNull() {
        assertThat(read.field(new Lower(), "absent")).isNull();
        assertThat(read.call(new Lower(), "absent")).isNull();
        assertThat(read.number(new Lower(), "absent")).isZero();
    }

    @Test
    void ofNothingNothingIsRead() {
        assertThat(read.field(null, "own")).isNull();
        assertThat(read.call(null, "getter")).isNull();
        assertThat(read.number(null, "count")).isZero();
    }

    @Test
    void aPrivateGetterIsCalled() {
        assertThat(read.call(new Lower(), "getter")).isEqualTo("got");
    }

    /** The JDK would make an accessor of its own for it, which a loader that hides the JDK's internals cannot link. */
    @Test
    void aGetterBehindALoaderThatHidesTheJdkIsCalledOverAndOver() throws Exception {
        Object target = new Hiding().made();

        for (int i = 0; i < 50; i++) {
            assertThat(read.call(target, "getter")).isEqualTo("got");
        }
    }

    @Test
    void aLoaderWhoseObjectsWereReadCanGo() throws Exception {
        Objects reading = new Objects(type -> {});
        WeakReference<ClassLoader> loader = readOnce(reading);

        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(loader.get()).isNull();
        assertThat(reading.call(new Lower(), "getter")).isEqualTo("got");
    }

    private static WeakReference<ClassLoader> readOnce(Objects reading) throws Exception {
        Object target = new Hiding().made();
        assertThat(reading.field(target, "name")).isEqualTo("hidden");
        assertThat(reading.call(target, "getter")).isEqualTo("got");
        return new WeakReference<>(target.getClass().getClassLoader());
    }

    /** Knows the classes of {@code java.base} that others may name, and one of its own. */
    private static final class Hiding extends ClassLoader {
        Object made() throws ReflectiveOperationException, IOException {
            try (InputStream in = java.util.Objects.requireNonNull(
                    ObjectsTest.class.getResourceAsStream("ObjectsTest$Hidden.class"))) {
                byte[] bytes = in.readAllBytes();
                var constructor = defineClass(Hidden.class.getName(), bytes, 0, bytes.length)
                        .getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("java.")) {
                return super.loadClass(name, resolve);
            }
            throw new ClassNotFoundException(name);
        }
    }

    @SuppressWarnings("unused") // Read by name.
    private static final class Hidden {
        private final String name = "hidden";

        private String getter() {
            return "got";
        }
    }

    @Test
    void aMethodWithArgumentsIsNoGetter() {
        assertThat(read.call(new Lower(), "setter")).isNull();
    }

    @Test
    void aGetterThatThrowsIsNull() {
        assertThat(read.call(new Lower(), "failing")).isNull();
    }

    @Test
    void aFieldAndAMethodOfOneNameAreTwoThings() {
        assertThat(read.field(new Lower(), "both")).isEqualTo("field");
        assertThat(read.call(new Lower(), "both")).isEqualTo("method");
    }

    @Test
    void aFieldIsReadAsANumber() {
        assertThat(read.number(new Lower(), "count")).isEqualTo(7);
        assertThat(read.number(new Lower(), "own")).isZero();
    }

    @Test
    void whatTheModuleSystemClosesIsNull() {
        assertThat(read.field("text", "value")).isNull();
    }

    @Test
    void theOpenerIsAskedOnceForTheDeclaringClass() {
        read.field(new Lower(), "inherited");
        read.field(new Lower(), "inherited");

        assertThat(opened).containsExactly(Upper.class);
    }

    @SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod"})
    private static class Upper {
        private final String inherited = "upper's";
        private final String shadowed = "upper's";
    }

    @SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod", "HidingField"})
    private static final class Lower extends Upper {
        private final String own = "lower's";
        private final String shadowed = "lower's";
        private final String both = "field";
        private final int count = 7;

        private String getter() {
            return "got";
        }

        private String setter(String to) {
            return to;
        }

        private String failing() {
            throw new IllegalStateException();
        }

        private String both() {
            return "method";
        }
    }
}
